-- A prepared report for EPUB: the notes of each part stand at its end, each named by as many places as cite it.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local notes_of = dofile(pandoc.path.join { here, 'notes.lua' })

local function raw(text) return pandoc.RawInline('html', text) end

function Pandoc(doc)
  local notes, places, parts = {}, {}, 0
  doc:walk {
    Div = function (div)
      if div.classes:includes('note') then notes[div.attributes.note] = div.attributes.number end
    end
  }
  doc.blocks = doc.blocks:walk {
    Span = function (span)
      local name = span.attributes.note
      if not span.classes:includes('note') or not notes[name] then return nil end
      places[name] = (places[name] or 0) + 1
      return raw('<a class="noteref" epub:type="noteref" role="doc-noteref" href="#' .. name .. '" id="' .. name .. '-' ..
        places[name] .. '">' .. notes[name] .. '</a>')
    end
  }
  doc.blocks = doc.blocks:walk {
    Div = function (div)
      if div.classes:includes('notes') then
        parts = parts + 1
        local blocks = pandoc.Blocks { pandoc.Header(2, 'Notes', { id = 'all-notes-' .. parts, class = 'notes' }) }
        blocks:extend(div.content)
        return blocks
      end
      if div.classes:includes('note') then
        local name, number = div.attributes.note, div.attributes.number
        local first = div.content[1]
        if first and first.content then
          first.content:insert(1, raw('<a class="back" role="doc-backlink" href="#' .. name .. '-1" aria-label="Back to the text at note ' ..
            number .. '">' .. number .. '</a> '))
        end
        local blocks = pandoc.Blocks { pandoc.RawBlock('html', '<aside epub:type="footnote" role="doc-footnote" id="' .. name .. '">') }
        blocks:extend(div.content)
        blocks:insert(pandoc.RawBlock('html', '</aside>'))
        return blocks
      end
      if div.classes:includes('numbered') then
        local number = div.attributes.number
        div.attributes.number = nil
        local first = div.content[1]
        first.content:insert(1, pandoc.Span({ pandoc.Str(number) }, { class = 'para' }))
        first.content:insert(2, pandoc.Space())
        return div
      end
      if div.classes:includes('panel') then
        div.attributes.role = 'note'
        return div
      end
    end
  }
  return doc
end
