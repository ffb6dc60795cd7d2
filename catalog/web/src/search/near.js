// Words that differ from a word in one slip of the finger.

/** Return whether one letter more, less, other or swapped makes *a* of *b*. */
export function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Return whether two words share a pair of neighbouring characters. */
export function sharePair(a, b) {
  for (let at = 0; at + 1 < a.length; at += 1) if (b.includes(a.slice(at, at + 2))) return true;
  return false;
}
