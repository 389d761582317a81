-- The widths of a table's columns: each as its words need them, together the whole measure.

local utf8len = function (text) return utf8.len(text) or #text end

local function longest_word(text)
  local longest = 0
  for word in text:gmatch('%S+') do longest = math.max(longest, utf8len(word)) end
  return longest
end

-- Calls `see(column, text)` for each cell that takes one column alone.
local function each_cell(tab, see)
  local function rows(list)
    local reaching = {}  -- how many further rows a cell of a column reaches into
    for _, row in ipairs(list) do
      local column = 1
      for _, cell in ipairs(row.cells) do
        while (reaching[column] or 0) > 0 do
          reaching[column] = reaching[column] - 1
          column = column + 1
        end
        if cell.col_span == 1 then see(column, pandoc.utils.stringify(cell.contents)) end
        for one = column, column + cell.col_span - 1 do reaching[one] = cell.row_span - 1 end
        column = column + cell.col_span
      end
      while (reaching[column] or 0) > 0 do
        reaching[column] = reaching[column] - 1
        column = column + 1
      end
    end
  end
  rows(tab.head.rows)
  for _, body in ipairs(tab.bodies) do rows(body.head) rows(body.body) end
  rows(tab.foot.rows)
end

-- Returns how many letters each column wants, and the longest word of each.
local function needs(tab)
  local wants, words = {}, {}
  for column = 1, #tab.colspecs do wants[column], words[column] = 1, 1 end
  each_cell(tab, function (column, text)
    if wants[column] then
      wants[column] = math.max(wants[column], utf8len(text))
      words[column] = math.max(words[column], longest_word(text))
    end
  end)
  return wants, words
end

-- Gives a table widths: `measure` is how many letters a line holds; `narrow` leaves a small one as it is.
local function set_widths(tab, measure, narrow)
  local wants, words = needs(tab)
  local sum = 0
  for column, want in ipairs(wants) do sum = sum + want + 2 end
  if narrow and sum <= measure then return tab end
  local share, all = {}, 0
  for column, want in ipairs(wants) do
    share[column] = math.max(words[column] + 2, math.min(want + 2, measure / 2))
    all = all + share[column]
  end
  for column, spec in ipairs(tab.colspecs) do
    tab.colspecs[column] = {spec[1], share[column] / all}
  end
  return tab
end

return { set_widths = set_widths }
