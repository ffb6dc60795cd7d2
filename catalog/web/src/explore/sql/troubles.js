// What went wrong, in the reader's words, with what DuckDB says of it beside.

const KINDS = [
  [/^(Parser|Syntax) Error/i, "syntax"],
  [/^Catalog Error: Table/i, "no_such_table"],
  [/^Catalog Error/i, "no_such_function"],
  [/^Binder Error: .*(column|Referenced)/i, "no_such_column"],
  [/^Binder Error/i, "binding"],
  [/^Conversion Error/i, "conversion"],
  [/^(Permission|IO) Error|configuration has been locked|disabled (through|by) configuration/i, "forbidden"],
  [/^Out of (Memory|Range)|memory|allocat/i, "memory"],
];

const WIDE = /[\uff01-\uff5e\u3000\u2018\u2019\u201c\u201d\u3001]/g;
const MOST_NAMES = 5;

/** Return a trouble in words: {text, detail, hints}; *sql* is what was asked. */
export function explain({ kind, message = "" }, words, sql = "") {
  if (kind === "too_many_cells") return { text: words.say("sql_error_memory"), detail: "", hints: [] };
  if (`trouble_${kind}` in words.texts && kind !== "failed") return { text: words.say(`trouble_${kind}`), detail: "", hints: [] };
  const detail = plain(message).trim().slice(0, 2000);
  const found = KINDS.find(([pattern]) => pattern.test(detail))?.[1] ?? "other";
  return { text: words.say(`sql_error_${found}`), detail, hints: hintsOf(detail, words, sql) };
}

/** Return what may be meant: signs of full width where SQL wants those of half width, names that DuckDB finds alike, the place. */
function hintsOf(detail, words, sql) {
  const hints = [];
  const wide = [...new Set(sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*/g, "").match(WIDE) ?? [])];
  if (wide.length) hints.push(words.say("sql_hint_wide", { signs: wide.map((sign) => (sign === "\u3000" ? words.say("sql_hint_space") : sign)).join(" ") }));
  const alike = /(?:Candidate bindings|Did you mean|Candidates?):? *([^\n]*)/i.exec(detail)?.[1] ?? "";
  const names = [...new Set(alike.match(/"(?:[^"]|"")*"/g) ?? [])].slice(0, MOST_NAMES);
  if (names.length) hints.push(words.say("sql_hint_alike", { names: names.join(words.texts.comma) }));
  const line = /^LINE (\d+):/m.exec(detail)?.[1];
  if (line && sql.includes("\n")) hints.push(words.say("sql_hint_line", { line }));
  return hints;
}

/** Return what DuckDB says; some of it comes as JSON. */
function plain(message) {
  try {
    const { exception_type: kind, exception_message: text } = JSON.parse(message);
    return `${kind} Error: ${text}`;
  } catch {
    return message.replace(/^Error: /, "");
  }
}
