/** Calls `act` `perSecond` times a second for `seconds`, evenly, catching up when the machine was late. */
export async function pace(perSecond: number, seconds: number, act: (index: number) => void): Promise<void> {
  const total = Math.round(perSecond * seconds);
  const started = performance.now();
  let done = 0;
  while (done < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
    for (; done < due; done += 1) act(done);
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
  }
}
