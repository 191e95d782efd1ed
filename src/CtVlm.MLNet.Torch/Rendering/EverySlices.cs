using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>One slice every so many millimetres.</summary>
/// <param name="StepMm">The step, millimetres; above 0.</param>
internal sealed record EverySlices(double StepMm) : SliceSelection
{
    // Distances in files are decimal fractions: 3 x 0.7 / 0.7 must count as 3 whole steps.
    private const double Slack = 1e-9;

    /// <inheritdoc/>
    private protected override bool NeedsSpacing => true;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Every({StepMm}mm)");

    /// <inheritdoc/>
    private protected override int[] Select(int sliceCount, double spacingMm)
    {
        double step = StepMm / spacingMm;
        if (sliceCount == 1 || step <= 1)
        {
            return [.. Enumerable.Range(0, sliceCount)];
        }

        if (step >= sliceCount)
        {
            return [sliceCount / 2];
        }

        int steps = (int)((sliceCount / step) + Slack);
        double margin = (sliceCount - (steps * step)) / 2;
        return [.. Enumerable.Range(0, steps).Select(i => (int)(margin + ((i + 0.5) * step) + Slack))];
    }
}
