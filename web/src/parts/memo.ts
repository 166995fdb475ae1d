/** Draws a component again only when its props changed. */
import { Component, createElement, type FunctionComponent, type JSX } from "preact";

export function memo<Props extends object>(draw: (props: Props) => JSX.Element): (props: Props) => JSX.Element {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]) as Set<keyof Props>;
      for (const name of names) if ((this.props as Props)[name] !== next[name]) return true;
      return false;
    }

    override render(): JSX.Element {
      return createElement(draw as FunctionComponent<Props>, this.props as Props);
    }
  }
  return (props) => createElement(Memo, props);
}
