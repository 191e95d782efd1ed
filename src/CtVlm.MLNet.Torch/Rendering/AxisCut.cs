namespace CtVlm.MLNet.Torch;

/// <summary>Which planes of an axis are kept, and where they come to lie, when it is cut or padded about its centre.</summary>
/// <param name="SourceStart">The first plane that is kept.</param>
/// <param name="TargetStart">Where it comes to lie; the planes before it are padding.</param>
/// <param name="Count">How many are kept.</param>
internal readonly record struct AxisCut(int SourceStart, int TargetStart, int Count)
{
    /// <summary>The cut of an axis from one length to another, both 1 or more. An odd margin has its extra plane at the end.</summary>
    public static AxisCut Centre(int source, int target) => source >= target
        ? new AxisCut((source - target) / 2, 0, target)
        : new AxisCut(0, (target - source) / 2, source);
}
