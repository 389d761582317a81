-- A prepared report for Typst: what pandoc does not say by itself is said by the functions of report.typ.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local columns = dofile(pandoc.path.join { here, 'columns.lua' })
local notes_of = dofile(pandoc.path.join { here, 'notes.lua' })
local LETTERS = 80  -- that a line of a table holds

local function inline(text) return pandoc.RawInline('typst', text) end
local function block(text) return pandoc.RawBlock('typst', text) end

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('[\r\n]+', ' ') .. '"'
end

local shapes

local function around(call, content)
  local blocks = pandoc.Blocks { block('#' .. call .. '[') }
  blocks:extend(content:walk(shapes))
  blocks:insert(block(']'))
  return blocks
end

local function anchor(name) return '#anchor(' .. quoted(name) .. ')' end

local function picture(image)
  return 'picture(' .. quoted(image.src) .. ', ' .. quoted(pandoc.utils.stringify(image.caption)) .. ')'
end

local function numbered(div)
  local paragraph = div.content[1]
  local look = div.classes:includes('removed') and ', look: removed' or ''
  local call = '#numbered(' .. quoted(div.attributes.number) .. ', ' .. quoted(div.identifier) .. look .. ')['
  local content = pandoc.Inlines { inline(call) }
  content:extend(paragraph.content)
  content:insert(inline(']'))
  return pandoc.Para(content)
end

local function figure(one)
  local image = nil
  pandoc.walk_block(pandoc.Div(one.content), { Image = function (found) image = image or found end })
  if not image then return nil end
  local blocks = pandoc.Blocks { block('#shown(' .. picture(image) .. ', ' .. quoted(one.identifier) .. ')[') }
  blocks:extend(one.caption.long)
  blocks:insert(block(']'))
  return blocks
end

shapes = {
  traverse = 'topdown',
  Figure = function (one)
    local blocks = figure(one)
    if blocks then return blocks, false end
  end,
  Image = function (image) return inline('#box(' .. picture(image) .. ')') end,
  Table = function (tab) return columns.set_widths(tab, LETTERS, false) end,
  Header = function (header)
    if header.level > 1 then return nil end
    if header.classes:includes('chapter') then
      local kicker = 'Chapter ' .. pandoc.utils.stringify(header.content[3])
      header.content = pandoc.Inlines { inline('#kicker(' .. quoted(kicker) .. ')'), table.unpack(header.content, 4) }
    end
    header.classes, header.attributes = {}, {}
    return { block('#begin-part()'), header }
  end,
  Span = function (span)
    if #span.content == 0 and span.identifier ~= '' then return inline(anchor(span.identifier)) end
    if span.classes:includes('kbd') then return pandoc.Strong(span.content) end
    if span.classes:includes('small') then
      return { inline('#small['), pandoc.Span(span.content), inline(']') }
    end
  end,
  Div = function (div)
    if div.classes:includes('numbered') then return numbered(div) end
    if div.classes:includes('notes') or div.classes:includes('note') then return nil end
    local blocks = nil
    if div.classes:includes('panel-title') then
      blocks = around('panel-title', div.content)
    elseif div.classes:includes('panel') then
      blocks = around('panel', div.content)
    elseif div.classes:includes('quiet') or div.classes:includes('source') or div.classes:includes('citation') then
      blocks = around('quiet', div.content)
    elseif div.classes:includes('removed') then
      blocks = around('removed', div.content)
    elseif div.attributes.lang then
      blocks = around('text(lang: ' .. quoted(div.attributes.lang:sub(1, 2)) .. ')', div.content)
    end
    if not blocks then blocks = div.content:walk(shapes) end
    if div.identifier ~= '' then blocks:insert(1, block(anchor(div.identifier))) end
    return blocks, false
  end,
}

function Pandoc(doc)
  doc.blocks = doc.blocks:walk(shapes)
  local notes, seen = notes_of.gather(doc), {}
  doc.blocks = doc.blocks:walk {
    Span = function (span)
      if not span.classes:includes('note') then return nil end
      local name = span.attributes.note
      if seen[name] then return inline('#footnote(<' .. name .. '>)') end
      seen[name] = true
      local first = notes[name].content[1]
      if first and first.content then first.content:insert(1, inline('#h(0.2em)')) end
      return { pandoc.Note(notes[name].content), inline('<' .. name .. '>') }
    end
  }
  return doc
end
