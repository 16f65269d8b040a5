// Table three as the peers show it: the same rows, columns, totals and balance checks, and nothing else of gongkai.
export const COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
export const ROWS = 25;
/** The rows: 0 received, 1 carried in, 2–22 outcomes, 23 their total, 24 carried out. */
export const OUTCOMES = [2, 22];
export const OUTCOME_TOTAL = 23;
export const CARRIED_OUT = 24;

/** Figures that balance: everybody's one application is granted. */
export function figures() {
  return Array.from({ length: ROWS }, (_, row) => COLUMNS.map(() => (row === 0 || row === 2 ? 12 : 0)));
}
