-- A prepared report as plain text: numbers before paragraphs that hang, notes at the end of each part, addresses in words.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local columns = dofile(pandoc.path.join { here, 'columns.lua' })
local LINE = 72

local function raw(lines) return pandoc.RawBlock('plain', table.concat(lines, '\n') .. '\n') end

local function written(blocks, width)
  local options = pandoc.WriterOptions { columns = width, wrap_text = 'auto' }
  return (pandoc.write(pandoc.Pandoc(blocks), 'plain', options):gsub('%s+$', ''))
end

-- Returns blocks as lines that hang behind a mark.
local function hanging(mark, blocks, room)
  local lines = {}
  for line in (written(blocks, LINE - room) .. '\n'):gmatch('(.-)\n') do
    local head = string.rep(' ', room)
    if #lines == 0 then head = mark .. string.rep(' ', math.max(1, room - #mark)) end
    table.insert(lines, (line == '' and #lines > 0) and '' or head .. line)
  end
  return raw(lines)
end

local function underlined(words, mark)
  local lines = { '' }
  for line in (written({ pandoc.Plain(words) }, LINE) .. '\n'):gmatch('(.-)\n') do table.insert(lines, line) end
  table.insert(lines, (string.rep(mark, utf8.len(lines[#lines]) or #lines[#lines])))
  return raw(lines)
end

local function as_paragraph(block)
  return block.t == 'Plain' and pandoc.Para(block.content) or block
end

local numbers = {}

local first = {
  Div = function (div)
    if div.classes:includes('note') then numbers[div.attributes.note] = div.attributes.number end
  end,
}

local second = {
  Span = function (span)
    if span.classes:includes('note') then return pandoc.Str('[' .. (numbers[span.attributes.note] or '?') .. ']') end
    return span.content
  end,
  Link = function (link)
    local words = pandoc.utils.stringify(link.content)
    if link.target:sub(1, 1) == '#' or link.target == words or link.target == 'mailto:' .. words then
      return link.content
    end
    link.content:extend { pandoc.Space(), pandoc.Str('<' .. link.target .. '>') }
    return link.content
  end,
  Superscript = function (raised) return raised.content end,
  Image = function (image)
    local words = pandoc.utils.stringify(image.caption)
    return words == '' and {} or pandoc.Inlines('[Picture: ' .. words .. ']')
  end,
  Figure = function (figure)
    local blocks = pandoc.Blocks(figure.caption.long)
    blocks:extend(figure.content)
    return blocks:map(as_paragraph)
  end,
}

local third
third = {
  traverse = 'topdown',
  Table = function (tab)
    local blocks = pandoc.Blocks(tab.caption.long):map(as_paragraph)
    tab.caption = pandoc.Caption()
    blocks:insert(columns.set_widths(tab, LINE - 2, true))
    return blocks, false
  end,
  Header = function (header)
    return underlined(header.content, ({ '=', '-' })[header.level] or '.')
  end,
  Div = function (div)
    if div.classes:includes('numbered') then
      return hanging(div.attributes.number, div.content, 8), false
    end
    if div.classes:includes('notes') then
      local blocks = pandoc.Blocks { underlined({ pandoc.Str('Notes') }, '-') }
      for _, note in ipairs(div.content) do
        blocks:insert(hanging('[' .. note.attributes.number .. ']', note.content, 6))
      end
      return blocks, false
    end
    if div.classes:includes('panel') then
      return pandoc.BlockQuote(div.content:walk(third)), false
    end
    return div.content:walk(third), false
  end,
}

function Pandoc(doc)
  doc:walk(first)
  doc.blocks = doc.blocks:walk(second)
  doc.blocks = doc.blocks:walk(third)
  return doc
end
