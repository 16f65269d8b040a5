// Pictures to look at, no test; docs/editor.png is one of them:
//   GONGKAI_SHOTS=folder cargo xtask test --built --browser
import { join } from "node:path";
import { at, test, type Clerk } from "./clerk.ts";

const folder = process.env.GONGKAI_SHOTS ?? "results";

const looks = {
  wide: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  office: { viewport: { width: 1366, height: 768 }, colorScheme: "light" },
  narrow: { viewport: { width: 420, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
} as const;

const screens: Record<string, (clerk: Clerk) => Promise<void>> = {
  start: (clerk) => clerk.open(),
  rules: (clerk) => clerk.open("#/rules"),
  rollup: (clerk) => clerk.open("#/rollup"),
  /** A figure of table three is wrong, and the findings say so. */
  editor: async (clerk) => {
    await clerk.example();
    await clerk.cell(at("natural_person", "granted")).click();
    await clerk.type("15");
    await clerk.saved();
  },
};

for (const [look, settings] of Object.entries(looks)) {
  test.describe(look, () => {
    test.use(settings);
    for (const [name, show] of Object.entries(screens)) {
      test(name, async ({ clerk, page }) => {
        await show(clerk);
        await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
      });
    }
  });
}
