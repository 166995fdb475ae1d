/** The one file that opens offline: shows the recording that was put into it. */
import { render } from "preact";
import type { ViewerData } from "../../src/console/feed.ts";
import { CallTrack } from "./model/call-track.ts";
import { restoreTheme } from "./parts/theme.ts";
import { ViewerApp } from "./screens/viewer-app.tsx";
import "./styles/index.css";

restoreTheme();
const page = document.getElementById("page");
const text = document.getElementById("recording")?.textContent ?? "";
if (page !== null) {
  if (text.trim() === "") {
    page.textContent = "There is no recording in this file: download it again from the dashboard.";
  } else {
    const data = JSON.parse(text) as ViewerData;
    const track = new CallTrack(data.call.id);
    track.forgottenCount = data.forgottenCount;
    track.add(data.recording.events, performance.now());
    render(<ViewerApp track={track} data={data} />, page);
  }
}
