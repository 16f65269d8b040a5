// Pictures to look at, no test:
//   GONGKAI_SHOTS=folder [GONGKAI_ROUTES="#/ #/rules"] cargo xtask test --built --browser
import { join } from "node:path";
import { test } from "./page.ts";

const folder = process.env.GONGKAI_SHOTS ?? "results";
const routes = (process.env.GONGKAI_ROUTES ?? "#/ #/rules #/rollup").split(" ");

const looks = {
  wide: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  narrow: { viewport: { width: 420, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
} as const;

for (const [look, settings] of Object.entries(looks)) {
  test.describe(look, () => {
    test.use(settings);
    for (const route of routes) {
      test(route, async ({ open, page }) => {
        await open(route);
        const name = route.replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-|-$/g, "") || "start";
        await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
      });
    }
  });
}
