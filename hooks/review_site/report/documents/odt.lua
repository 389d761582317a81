-- A prepared report for ODT: styles by name, numbers before a tab, notes as notes.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local columns = dofile(pandoc.path.join { here, 'columns.lua' })
local notes_of = dofile(pandoc.path.join { here, 'notes.lua' })
local LETTERS = 75  -- that a line of a table holds
local STYLES = {
  panel = 'Panel', ['panel-title'] = 'PanelTitle', quiet = 'Quiet', source = 'Quiet', citation = 'Quiet', removed = 'Removed',
}

local function raw(text) return pandoc.RawInline('opendocument', text) end

-- Puts an anchor into the first words of some blocks: a link leads to a bookmark, and pandoc makes none of a block.
local function mark(blocks, name)
  for _, one in ipairs(blocks) do
    if one.t == 'Para' or one.t == 'Plain' or one.t == 'Header' then
      one.content:insert(1, pandoc.Span({}, { id = name }))
      return true
    end
    local inside = one.t == 'Div' and one.content or (one.t == 'Table' or one.t == 'Figure') and one.caption.long
    if inside and mark(inside, name) then return true end
  end
  return false
end

local function marked(one, blocks)
  if one.identifier ~= '' and mark(blocks, one.identifier) then one.identifier = '' end
  return one
end

local function styled(div, style)
  div.attributes['custom-style'] = style
  return marked(div, div.content)
end

local shapes = {
  Table = function (tab) return marked(columns.set_widths(tab, LETTERS, false), tab.caption.long) end,
  Figure = function (figure) return marked(figure, figure.caption.long) end,
  Span = function (span)
    if span.classes:includes('kbd') then return pandoc.Strong(span.content) end
    if span.classes:includes('small') then return pandoc.Span(span.content) end
  end,
  Div = function (div)
    if div.classes:includes('numbered') then
      local number = pandoc.Span({ pandoc.Str(div.attributes.number) }, { ['custom-style'] = 'ParagraphNumber' })
      div.attributes = {}
      local paragraph = div.content[1]
      paragraph.content:insert(1, number)
      paragraph.content:insert(2, raw('<text:tab/>'))
      return styled(div, 'NumberedParagraph')
    end
    for class, style in pairs(STYLES) do
      if div.classes:includes(class) then return styled(div, style) end
    end
    return marked(div, div.content)
  end,
}

function Pandoc(doc)
  doc.blocks = doc.blocks:walk(shapes)
  local notes, seen, set = notes_of.gather(doc), {}, 0
  doc.blocks = doc.blocks:walk {
    traverse = 'topdown',
    Span = function (span)
      if not span.classes:includes('note') then return nil end
      local name = span.attributes.note
      local note = notes[name]
      if not seen[name] then
        seen[name] = set  -- as pandoc counts them
        set = set + 1
        return pandoc.Note(note.content), false
      end
      return raw('<text:span text:style-name="Footnote_20_anchor"><text:note-ref text:note-class="footnote" ' ..
        'text:reference-format="text" text:ref-name="ftn' .. seen[name] .. '">' .. note.number ..
        '</text:note-ref></text:span>'), false
    end
  }
  return doc
end
