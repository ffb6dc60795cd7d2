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

/** Return a trouble in words: {text, detail}. */
export function explain({ kind, message = "" }, words) {
  if (kind === "too_many_cells") return { text: words.say("sql_error_memory"), detail: "" };
  if (`trouble_${kind}` in words.texts && kind !== "failed") return { text: words.say(`trouble_${kind}`), detail: "" };
  const detail = plain(message).trim().slice(0, 2000);
  const found = KINDS.find(([pattern]) => pattern.test(detail))?.[1] ?? "other";
  return { text: words.say(`sql_error_${found}`), detail };
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
