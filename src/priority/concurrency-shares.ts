/** A number of seats that a priority level shall have. */
export interface WantedSeats {
  readonly name: string;
  readonly seats: number;
}

/** What a server has: its seats, and the shares of all other levels. */
export interface ServerConcurrency {
  readonly seats: number;
  readonly shares: number;
}

/**
 * The shares with which each level has at least its seats. A level has `ceil(seats of the server * shares / sum of all
 * shares)` seats.
 *
 * @throws when the levels together ask for all seats of the server, or more
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#prioritylevelconfiguration
 */
export function concurrencyShares(levels: readonly WantedSeats[], server: ServerConcurrency): Map<string, number> {
  const wanted = levels.reduce((sum, { seats }) => sum + seats, 0);
  if (wanted >= server.seats) {
    throw new Error(
      `${levels.map(({ name, seats }) => `'${name}' ${seats}`).join(' and ')} are ${wanted} seats, and 'serverSeats' `
      + `is ${server.seats}: leave some to other requests, or raise '--max-requests-inflight' of the API servers`,
    );
  }
  const all = (server.shares * wanted) / (server.seats - wanted);
  const shares = new Map(levels.map(({ name, seats }) => [name, Math.max(1, Math.ceil((all * seats) / wanted))]));
  // Rounding up takes from the others: a share more is enough, as the seats are rounded up, too.
  for (;;) {
    const short = levels.find(({ name, seats }) => seatsOf(name, shares, server) < seats);
    if (!short) { return shares; }
    shares.set(short.name, shares.get(short.name)! + 1);
  }
}

/** The seats that a level has. */
export function seatsOf(name: string, shares: ReadonlyMap<string, number>, server: ServerConcurrency): number {
  const sum = [...shares.values()].reduce((total, each) => total + each, server.shares);
  return Math.ceil((server.seats * shares.get(name)!) / sum);
}
