// A bare React form: the state is copied with every edit, totals and balances follow from it.
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import { CARRIED_OUT, COLUMNS, figures, OUTCOMES, OUTCOME_TOTAL, ROWS } from "./form.js";

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

function Form() {
  const [cells, setCells] = useState(figures);
  const change = (row, column, text) =>
    setCells(cells.map((line, r) => (r === row ? line.map((cell, c) => (c === column ? Number(text) || 0 : cell)) : line)));
  const full = cells.map((line, row) =>
    row === OUTCOME_TOTAL ? COLUMNS.map((_, c) => sum(cells.slice(OUTCOMES[0], OUTCOMES[1] + 1).map((l) => l[c]))) : line,
  );
  const rows = full.map((line) => [...line, sum(line)]);
  const off = rows[0].map((_, c) => rows[0][c] + rows[1][c] - rows[OUTCOME_TOTAL][c] - rows[CARRIED_OUT][c]);
  return h(
    "main",
    null,
    h(
      "table",
      null,
      h(
        "tbody",
        null,
        Array.from({ length: ROWS }, (_, row) =>
          h(
            "tr",
            { key: row },
            rows[row].map((figure, column) =>
              h(
                "td",
                { key: column, className: off[column] && row === OUTCOME_TOTAL ? "error" : undefined },
                column < COLUMNS.length && row !== OUTCOME_TOTAL
                  ? h("input", {
                      id: `c${row}-${column}`,
                      value: figure,
                      onChange: (event) => change(row, column, event.target.value),
                    })
                  : h("output", { id: `c${row}-${column}` }, figure),
              ),
            ),
          ),
        ),
      ),
    ),
    h("ul", { id: "findings" }, off.map((by, c) => by !== 0 && h("li", { key: c }, `第${c + 1}列：相差 ${by}`))),
  );
}

createRoot(document.getElementById("root")).render(h(Form));
const shown = () => (document.getElementById("c24-6") ? performance.mark("ready") : requestAnimationFrame(shown));
shown();
