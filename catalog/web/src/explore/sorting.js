// Rows put in order by numbers, digit by digit: a million in a tenth of a second, and equal ones stay as they stand in the file.

const DIGIT = 16;
const BUCKETS = 1 << DIGIT;

/** Return *rows* in the order of *keys* (one a row of the table); those without one (NaN) come last in either direction. */
export function sortRows(rows, keys, isDescending) {
  const present = new Uint32Array(rows.length);
  const absent = new Uint32Array(rows.length);
  let presentCount = 0;
  let absentCount = 0;
  for (const row of rows) {
    if (Number.isNaN(keys[row])) absent[absentCount++] = row;
    else present[presentCount++] = row;
  }
  const sorted = new Uint32Array(rows.length);
  sorted.set(radixSorted(present.subarray(0, presentCount), keys, isDescending));
  sorted.set(absent.subarray(0, absentCount), presentCount);
  return sorted;
}

function radixSorted(rows, keys, isDescending) {
  const count = rows.length;
  const [high, low] = sortableHalves(rows, keys, isDescending);
  let order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  let next = new Uint32Array(count);
  for (const half of [low, high]) {
    for (const shift of [0, DIGIT]) {
      const starts = bucketStarts(half, shift);
      if (!starts) continue; // all have the same digit
      for (let index = 0; index < count; index += 1) {
        const at = order[index];
        next[starts[(half[at] >>> shift) & (BUCKETS - 1)]++] = at;
      }
      [order, next] = [next, order];
    }
  }
  return order.map((at) => rows[at]);
}

/** Return the bits of each row's number in two halves that compare as the numbers do. */
function sortableHalves(rows, keys, isDescending) {
  const number = new Float64Array(1);
  const bits = new Uint32Array(number.buffer);
  const high = new Uint32Array(rows.length);
  const low = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    number[0] = keys[rows[index]] + 0; // -0 is 0
    const isNegative = bits[1] >>> 31 === 1;
    let top = isNegative ? ~bits[1] : bits[1] | 0x80000000;
    let bottom = isNegative ? ~bits[0] : bits[0];
    if (isDescending) {
      top = ~top;
      bottom = ~bottom;
    }
    high[index] = top;
    low[index] = bottom;
  }
  return [high, low];
}

function bucketStarts(half, shift) {
  const counts = new Uint32Array(BUCKETS);
  for (let index = 0; index < half.length; index += 1) counts[(half[index] >>> shift) & (BUCKETS - 1)] += 1;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const count = counts[bucket];
    if (count === half.length) return null;
    counts[bucket] = start;
    start += count;
  }
  return counts;
}
