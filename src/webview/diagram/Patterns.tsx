/** Fills of the lifelines' tones: none is told by colour alone. */
export function Patterns() {
  return (
    <defs>
      <pattern
        id="hatch"
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="patternGround seeking" width={5} height={5} />
        <rect class="patternInk seeking" width={2.5} height={5} />
      </pattern>
      <pattern id="dots" width={7} height={7} patternUnits="userSpaceOnUse">
        <rect class="patternGround waiting" width={7} height={7} />
        <circle class="patternInk waiting" cx={3.5} cy={3.5} r={1.8} />
      </pattern>
      <pattern id="rungs" width={8} height={6} patternUnits="userSpaceOnUse">
        <rect class="patternGround odd" width={8} height={6} />
        <rect class="patternInk odd" width={8} height={2} />
      </pattern>
    </defs>
  );
}
