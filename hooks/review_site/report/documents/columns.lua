-- The widths of a table's columns: each as its words need them, together the whole measure.

local GAP = 3  -- letters, between two columns
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

-- Gives a table widths, first of all so that no word is broken: `measure` is how many letters a line holds; `narrow` leaves a small one as it is.
local function set_widths(tab, measure, narrow)
  local wants, words = needs(tab)
  local sum = 0
  for column, want in ipairs(wants) do sum = sum + want + GAP end
  if narrow and sum <= measure then return tab end
  local least, more, least_all, more_all = {}, {}, 0, 0
  for column, want in ipairs(wants) do
    least[column] = words[column] + GAP
    more[column] = math.max(0, math.min(want + GAP, measure / 2) - least[column])
    least_all, more_all = least_all + least[column], more_all + more[column]
  end
  local free = math.max(0, measure - least_all)
  local part = more_all > 0 and math.min(1, free / more_all) or 0
  local all = least_all + part * more_all
  for column, spec in ipairs(tab.colspecs) do
    tab.colspecs[column] = { spec[1], (least[column] + part * more[column]) / all }
  end
  return tab
end

return { set_widths = set_widths }
