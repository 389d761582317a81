-- The notes of a document, by their names, taken out of where they stand last in each part.

local function gather(doc)
  local notes = {}
  doc.blocks = doc.blocks:walk {
    Div = function (div)
      if not div.classes:includes('notes') then return nil end
      for _, note in ipairs(div.content) do
        notes[note.attributes.note] = { number = note.attributes.number, content = note.content }
      end
      return {}
    end
  }
  return notes
end

return { gather = gather }
