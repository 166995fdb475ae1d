/** One audit in full: what happened, what the platform would have done, what to change, and the messages that show it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AuditResult, AuditText, FindingKinds } from "../../../src/console/feed.ts";
import type { FrameRecord } from "../../../src/platform/index.ts";
import type { Selection } from "../model/selection.ts";
import { isTrouble } from "../wire/frame-filter.ts";
import { FrameList } from "../wire/frame-list.tsx";

export interface AuditDetailProps {
  readonly id: string;
  readonly audit: AuditText;
  readonly result: AuditResult | undefined;
  readonly findingKinds: FindingKinds;
}

export function AuditDetail({ id, audit, result, findingKinds }: AuditDetailProps): JSX.Element {
  const { why, advice, source, level } = audit;
  const verdict = result?.verdict;
  const failure = verdict?.outcome === "fails" ? verdict : undefined;
  const happened = verdict?.outcome === "holds" ? verdict.note : verdict?.reason;
  const isBroken = failure !== undefined;
  return (
    <div class="audit-detail" id={id}>
      <dl>
        <Fact name="What happened" text={happened} />
        <Fact name="What was sent" text={failure?.sent} />
        <Fact name="What came back" text={failure?.received} />
        <Fact name={isBroken ? "What the platform would have done" : "What the platform does otherwise"} text={why} />
        <Fact name={isBroken ? "What to change" : "What it takes"} text={advice} />
        <div>
          <dt>Rule</dt>
          <dd>
            <code>{audit.id}</code>, {level}; {source === "ours" ? "our own" : `PROTOCOL.md, “${source}”`}
          </dd>
        </div>
      </dl>
      {failure === undefined || failure.frames.length === 0 ? null : (
        <Evidence id={id} frames={failure.frames} findingKinds={findingKinds} />
      )}
    </div>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string | undefined }): JSX.Element | null {
  if (text === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

interface EvidenceProps {
  readonly id: string;
  readonly frames: readonly FrameRecord[];
  readonly findingKinds: FindingKinds;
}

function Evidence({ id, frames, findingKinds }: EvidenceProps): JSX.Element {
  const telling = frames.findLast(isTrouble) ?? frames.findLast(({ type }) => type !== "ping_pong") ?? frames.at(-1);
  const [selection, setSelection] = useState<Selection>(telling === undefined ? {} : { frame: telling });
  return (
    <div class="evidence">
      <FrameList
        id={`${id}-frame`}
        frames={frames}
        isFiltered={false}
        findingKinds={findingKinds}
        selection={selection}
        onSelect={setSelection}
      />
    </div>
  );
}
