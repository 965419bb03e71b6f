// Preloaded into the processes of an earlier build: their clock starts at CLOCK_STARTS_AT and goes on from there.
const shift = Date.parse(process.env.CLOCK_STARTS_AT) - Date.now();
const Machine = Date;

globalThis.Date = class extends Machine {
  constructor(...given) {
    super(...(given.length === 0 ? [Machine.now() + shift] : given));
  }

  static now() {
    return Machine.now() + shift;
  }
};
