/**
 * Intraclass correlation of values in groups, of which some may be larger than others: the share of the variance that lies
 * between groups. 1: values of a group are equal; 0: groups are random draws. The estimator of the one-way analysis of
 * variance: A. Donner, A Review of Inference Procedures for the Intraclass Correlation Coefficient in the One-Way Random
 * Effects Model, International Statistical Review 54 (1986), pp. 67-82.
 */
export class IntraclassCorrelation {
  #groups = 0;
  #values = 0;
  #sum = 0;
  #squares = 0;
  /** Sum over the groups of (sum of values)^2 / values. */
  #groupSquares = 0;
  /** Sum over the groups of values^2. */
  #squaredSizes = 0;

  /** Adds a group by its number of values, their sum and the sum of their squares. An empty group counts nothing. */
  add(values: number, sum: number, squares: number): void {
    if (values === 0) return;
    this.#groups++;
    this.#values += values;
    this.#sum += sum;
    this.#squares += squares;
    this.#groupSquares += (sum * sum) / values;
    this.#squaredSizes += values * values;
  }

  /** Returns the estimate; null if there is one group, no group of two values, or no variance. It may be negative. */
  estimate(): number | null {
    const between = this.#groups - 1;
    const within = this.#values - this.#groups;
    if (between < 1 || within < 1) return null;
    const squaresBetween = this.#groupSquares - (this.#sum * this.#sum) / this.#values;
    const squaresWithin = this.#squares - this.#groupSquares;
    const meanBetween = squaresBetween / between;
    const meanWithin = squaresWithin / within;
    const meanSize = (this.#values - this.#squaredSizes / this.#values) / between;
    const total = meanBetween + (meanSize - 1) * meanWithin;
    return total > 0 ? (meanBetween - meanWithin) / total : null;
  }
}
