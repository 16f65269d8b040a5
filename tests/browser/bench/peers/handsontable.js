// Handsontable with HyperFormula: totals and balances are formulas.
import Handsontable from "handsontable";
import { HyperFormula } from "hyperformula";
import { CARRIED_OUT, COLUMNS, figures, OUTCOMES, OUTCOME_TOTAL, ROWS } from "./form.js";

const letter = (column) => String.fromCharCode(65 + column);
const data = figures().map((line, row) => [
  ...line.map((figure, column) =>
    row === OUTCOME_TOTAL
      ? `=SUM(${letter(column)}${OUTCOMES[0] + 1}:${letter(column)}${OUTCOMES[1] + 1})`
      : figure,
  ),
  `=SUM(A${row + 1}:${letter(COLUMNS.length - 1)}${row + 1})`,
]);
data.push(
  Array.from({ length: COLUMNS.length + 1 }, (_, column) => {
    const at = (row) => `${letter(column)}${row + 1}`;
    return `=${at(0)}+${at(1)}-${at(OUTCOME_TOTAL)}-${at(CARRIED_OUT)}`;
  }),
);
const hot = new Handsontable(document.getElementById("root"), {
  data,
  formulas: { engine: HyperFormula },
  colHeaders: [...COLUMNS, "总计"],
  rowHeaders: true,
  height: "auto",
  licenseKey: "non-commercial-and-evaluation",
  cells: (row, column) => (row === OUTCOME_TOTAL || row === ROWS || column === COLUMNS.length ? { readOnly: true } : {}),
});
globalThis.hot = hot;
performance.mark("ready");
