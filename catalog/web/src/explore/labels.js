// What values mean, so that who looks for 小学校 finds the rows with 01.

/** The labels of all columns: `{column: {value: {ja, en}}}`. */
export class Labels {
  constructor(labels) {
    this.columns = new Map(Object.entries(labels).map(([name, values]) => [name, Object.entries(values).map(([value, text]) => [value, [text.ja, text.en].filter(Boolean)])]));
  }

  has(name) {
    return this.columns.has(name);
  }

  /** Return the values of a column that mean what is wanted, in either language. */
  matching(name, wanted) {
    const values = this.columns.get(name) ?? [];
    return new Set(values.filter(([, texts]) => texts.some((text) => wanted.has(text))).map(([value]) => value));
  }

  /** Mark in *found* the rows whose value means what is wanted. */
  test(column, wanted, found) {
    const values = this.matching(column.name, wanted);
    values.delete(""); // stands for what is missing
    if (!values.size) return;
    const among = column.among([...values]);
    for (let row = 0; row < found.length; row += 1) if (!found[row] && among(row)) found[row] = 1;
  }
}
