using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>What is odd about the places of a stack's slices, one sentence a finding.</summary>
/// <param name="options">The tolerances.</param>
/// <param name="group">Receives the warnings; its slices are in order.</param>
internal sealed class StackFindings(CtReadOptions options, SliceGroup group)
{
    /// <summary>How many places a sentence names.</summary>
    private const int MaxPlaces = 4;

    /// <summary>So many wide steps side by side are another spacing, not missing slices.</summary>
    private const int SpacingRun = 3;

    /// <summary>Adds the findings of a stack of two or more slices.</summary>
    /// <param name="geometry">The affine and the positions.</param>
    /// <param name="stack">Where the slices lie.</param>
    public void Check(CtGeometry geometry, SliceStack stack)
    {
        double[] steps = [.. stack.Along.Skip(1).Zip(stack.Along, (next, previous) => next - previous)];
        double tolerance = options.SpacingTolerance * stack.Step;
        if (steps.Any(step => Math.Abs(step - stack.Step) > tolerance))
        {
            int[] times = [.. steps.Select(step => (int)Math.Clamp(Math.Round(step / stack.Step), 0, 1e6))];
            bool isMissing = steps.Index().All(step => times[step.Index] > 0 && Math.Abs(step.Item - (times[step.Index] * stack.Step)) <= tolerance);
            group.Warnings.Add(isMissing && !HasRun(times) ? Missing(times, stack) : Irregular(steps, stack, tolerance));
        }

        CheckLine(stack, tolerance);
        CheckTilt(geometry);
        CheckThickness(stack, geometry.TiltDegrees, tolerance);
    }

    private static bool HasRun(int[] times)
    {
        int run = 0;
        foreach (int count in times)
        {
            run = count > 1 ? run + 1 : 0;
            if (run == SpacingRun)
            {
                return true;
            }
        }

        return false;
    }

    private CtWarning Missing(int[] times, SliceStack stack)
    {
        (int Index, int Item)[] gaps = [.. times.Index().Where(step => step.Item > 1)];
        int missing = gaps.Sum(gap => gap.Item - 1);
        string places = string.Join(", ", gaps.Take(MaxPlaces).Select(gap => $"{gap.Item - 1} after slice {gap.Index} ({Text(stack.Along[gap.Index])} mm from the first)"));
        string more = gaps.Length > MaxPlaces ? $" and in {gaps.Length - MaxPlaces} more places" : "";
        return new CtWarning(
            CtWarningKind.MissingSlices,
            $"{missing} of {missing + group.Images.Count} slices {(missing == 1 ? "is" : "are")} missing: {places}{more}. "
            + $"Slices are {Text(stack.Step)} mm apart elsewhere; the affine has the mean step, and the true positions are in SlicePositionsMm.");
    }

    private static CtWarning Irregular(double[] steps, SliceStack stack, double tolerance)
    {
        int[] odd = [.. Enumerable.Range(0, steps.Length).Where(i => Math.Abs(steps[i] - stack.Step) > tolerance)];
        return new CtWarning(
            CtWarningKind.IrregularSpacing,
            $"Slices are {Text(stack.Step)} mm apart for the most part, but {Text(stack.LeastStep)} to {Text(stack.GreatestStep)} mm in {odd.Length} of {steps.Length} steps, "
            + $"first after slice {odd[0]}. The affine has the mean step; the true positions are in SlicePositionsMm.");
    }

    /// <summary>In-plane offsets that no straight line through the stack explains.</summary>
    private void CheckLine(SliceStack stack, double tolerance)
    {
        double length = stack.Along[^1], worst = 0;
        int at = 0;
        for (int i = 0; i < stack.Along.Length; i++)
        {
            double part = stack.Along[i] / length;
            double off = Math.Max(Math.Abs(stack.ShiftX[i] - (part * stack.ShiftX[^1])), Math.Abs(stack.ShiftY[i] - (part * stack.ShiftY[^1])));
            (worst, at) = off > worst ? (off, i) : (worst, at);
        }

        if (worst > Math.Max(tolerance, stack.ColumnSpacing / 2))
        {
            group.Warnings.Add(new CtWarning(
                CtWarningKind.InPlaneShift,
                $"Slices are shifted in their plane, off the straight line through the stack, by up to {Text(worst)} mm (slice {at}): Image Position (Patient) (0020,0032) says so. "
                + "The affine holds for the first and the last slice only."));
        }
    }

    private void CheckTilt(CtGeometry geometry)
    {
        if (geometry.TiltDegrees > options.TiltToleranceDegrees)
        {
            group.Warnings.Add(new CtWarning(
                CtWarningKind.GantryTilt,
                $"The slice step leans by {Text(geometry.TiltDegrees)} degrees from the slice normal (gantry tilt, from the positions): the affine is sheared. "
                + $"The policy {nameof(CtReadPolicy.Resample)} makes an orthogonal grid of it."));
        }
    }

    /// <summary>With a tilted gantry slices that touch may be counted along the table: then thickness is the length of the step.</summary>
    private void CheckThickness(SliceStack stack, double tiltDegrees, double tolerance)
    {
        double? thickness = group.Images[0].SliceThickness;
        if (thickness is not > 0 || group.Images.Exists(image => image.SliceThickness != thickness))
        {
            return;
        }

        double overlap = thickness.Value - stack.Step;
        double alongTable = stack.Step / Math.Cos(double.DegreesToRadians(tiltDegrees));
        if (Math.Abs(overlap) <= tolerance || Math.Abs(thickness.Value - alongTable) <= tolerance)
        {
            return;
        }

        string facts = $"Slices are {Text(thickness.Value)} mm thick and {Text(stack.Step)} mm apart";
        group.Warnings.Add(overlap > 0
            ? new CtWarning(CtWarningKind.OverlappingSlices, $"{facts}: neighbours overlap by {Text(overlap)} mm.")
            : new CtWarning(CtWarningKind.SliceGaps, $"{facts}: {Text(-overlap)} mm between neighbours were not imaged."));
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
