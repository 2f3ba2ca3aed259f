# Checks a JSON document against a schema, as far as our schemas go: type, const, enum, pattern,
# minimum, maximum, required, properties, items, $ref to $defs.
# Prints a line for each fault, with its path. Stricter than the schema: a key that it does not name
# is a fault (it was added without being documented), and so is a keyword not in the list above.
#
#   jq -r --slurpfile schema SCHEMA -f schema.jq DOCUMENT
def kind: if type == "number" and . == floor then "integer" else type end;
def known: ["$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum",
  "pattern", "minimum", "maximum", "required", "properties", "items"];

def check($s; $path):
  . as $v
  | ($s | keys - known | .[] | "\($path): the schema uses '\(.)'"),
    if $s["$ref"] then
      check($schema[0]["$defs"][$s["$ref"] | ltrimstr("#/$defs/")]; $path)
    else
      (if $s | has("const") and .const != $v then "\($path): not \($s.const)" else empty end),
      (if $s.enum and ($s.enum | index([$v]) == null) then "\($path): \($v) is none of \($s.enum)" else empty end),
      (if $s.type and ([$s.type] | flatten | index($v | kind) == null)
       then "\($path): is \($v | kind), not \($s.type)" else empty end),
      (if $s.pattern and ($v | type == "string") and ($v | test($s.pattern) | not)
       then "\($path): '\($v)' does not match" else empty end),
      (if $s.minimum and ($v | type == "number") and $v < $s.minimum then "\($path): too small" else empty end),
      (if $s.maximum and ($v | type == "number") and $v > $s.maximum then "\($path): too large" else empty end),
      (if ($v | type) == "object" and $s.properties then
         (($s.required // [])[] | select(. as $k | $v | has($k) | not) | "\($path): '\(.)' is missing"),
         ($v | keys_unsorted[] | select($s.properties[.] == null) | "\($path): '\(.)' is not in the schema"),
         ($s.properties | to_entries[] | . as $p | select($v | has($p.key))
          | $v[$p.key] | check($p.value; "\($path).\($p.key)"))
       else empty end),
      (if ($v | type) == "array" and $s.items then
         (range($v | length) | . as $i | $v[$i] | check($s.items; "\($path)[\($i)]"))
       else empty end)
    end;

check($schema[0]; "$")
