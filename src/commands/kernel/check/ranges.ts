/** Numbers in ascending order, unbroken rows of them as `3..70`. */
export function rangesText(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < numbers.length; ) {
    let to = from;
    while (numbers[to + 1] === numbers[to] + 1) to++;
    parts.push(to === from ? `${numbers[from]}` : `${numbers[from]}..${numbers[to]}`);
    from = to + 1;
  }
  return parts.join(' ');
}
