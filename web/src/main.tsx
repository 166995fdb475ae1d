/** The dashboard's page: connects to its back end, and joins the call in view with ears and mouth. */
import { render } from "preact";
import { ConsoleClient } from "./feed/console-client.ts";
import { FeedConnection } from "./feed/feed-connection.ts";
import { followCall } from "./feed/follow-call.ts";
import { restoreTheme } from "./parts/theme.ts";
import { App } from "./screens/app.tsx";
import { CallSpeech } from "./speech/call-speech.ts";
import { chooseSpeechEngines } from "./speech/speech-engines.ts";
import "./styles/index.css";
import "./styles/check.css";
import "./styles/audits.css";

restoreTheme();
const client = new ConsoleClient();
const speech = new CallSpeech(chooseSpeechEngines());
const feedUrl = new URL("console/feed", document.baseURI);
feedUrl.protocol = feedUrl.protocol === "https:" ? "wss:" : "ws:";
const feed = new FeedConnection(feedUrl.href, {
  onStatus: (status) => client.takeStatus(status),
  onMessage: (message) => client.take(message),
});
client.connect(feed);
followCall(client, speech);
feed.open();

const page = document.getElementById("page");
if (page !== null) render(<App client={client} speech={speech} />, page);
