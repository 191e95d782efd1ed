using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>Orders the slices of a group along their normal and works out the affine.</summary>
/// <remarks>
/// Columns of the affine: row direction x column spacing, column direction x row spacing, (last - first position) / (n - 1); a tilted
/// gantry makes it sheared. <b>Source:</b> DICOM PS3.3 C.7.6.2.1.1.
/// </remarks>
internal static class StackGeometry
{
    /// <summary>Deviation of a step from the median step that is rounding rather than a gap, as a part of the median.</summary>
    private const double RelativeStepTolerance = 0.05;

    /// <summary>Lean of the slice step that rounded positions cannot make.</summary>
    private const double TiltToleranceDegrees = 0.1;

    /// <summary>What a thickness may be; beyond these bounds the number is damage.</summary>
    private const double LeastStepMm = 1e-3;
    private const double GreatestStepMm = 1e3;

    /// <summary>Sorts the group's slices and derives the geometry; adds what is irregular to the group's warnings.</summary>
    public static CtGeometry Build(SliceGroup group)
    {
        Vector3D normal = group.Images[0].Normal;
        SliceImage[] sorted = [.. group.Images.OrderBy(image => image.Position!.Value.Dot(normal))];
        group.Images.Clear();
        group.Images.AddRange(sorted);
        SliceImage first = sorted[0];
        normal = first.Normal;
        Vector3D origin = first.Position!.Value;
        Vector3D step = sorted.Length == 1
            ? normal * SingleSliceStep(first, group)
            : (sorted[^1].Position!.Value - origin) * (1.0 / (sorted.Length - 1));
        double[] positions = [.. sorted.Select(image => image.Position!.Value.Dot(normal))];
        CtGeometry geometry = new(Affine(first, step, origin), positions);
        if (sorted.Length > 1)
        {
            CheckSteps(positions, group);
            CheckLine(sorted, positions, step, group);
            CheckTilt(geometry, group);
        }

        return geometry;
    }

    private static double[] Affine(SliceImage first, Vector3D step, Vector3D origin)
    {
        Vector3D x = first.RowDirection * first.ColumnSpacing;
        Vector3D y = first.ColumnDirection * first.RowSpacing;
        return
        [
            x.X, y.X, step.X, origin.X,
            x.Y, y.Y, step.Y, origin.Y,
            x.Z, y.Z, step.Z, origin.Z,
            0, 0, 0, 1,
        ];
    }

    private static double SingleSliceStep(SliceImage slice, SliceGroup group)
    {
        double? stated = Plausible(slice.SliceThickness) ?? Plausible(slice.SpacingBetweenSlices);
        group.Warnings.Add(new CtWarning(
            CtWarningKind.SingleSlice,
            stated is { } step
                ? $"The series holds one slice; the slice step is its thickness, {Text(step)} mm."
                : "The series holds one slice and states no usable thickness; the slice step is set to 1 mm."));
        return stated ?? 1;
    }

    private static double? Plausible(double? stepMm) => stepMm is >= LeastStepMm and <= GreatestStepMm ? stepMm : null;

    private static void CheckSteps(double[] positions, SliceGroup group)
    {
        double[] steps = [.. positions.Skip(1).Zip(positions, (next, previous) => next - previous)];
        double median = steps.Order().ElementAt(steps.Length / 2);
        double tolerance = RelativeStepTolerance * median;
        int[] irregular = [.. Enumerable.Range(0, steps.Length).Where(i => Math.Abs(steps[i] - median) > tolerance)];
        if (irregular.Length > 0)
        {
            group.Warnings.Add(new CtWarning(
                CtWarningKind.IrregularSpacing,
                $"Slices are {Text(median)} mm apart for the most part, but {Text(steps.Min())} to {Text(steps.Max())} mm in {irregular.Length} of {steps.Length} steps, "
                + $"first after slice {irregular[0]}: slices may be missing. The affine has the mean step; the true positions are in SlicePositionsMm."));
        }
    }

    /// <summary>In-plane offsets that no straight line through the stack explains.</summary>
    private static void CheckLine(SliceImage[] sorted, double[] positions, Vector3D step, SliceGroup group)
    {
        double length = positions[^1] - positions[0];
        double worst = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double along = (positions[i] - positions[0]) / length * (sorted.Length - 1);
            worst = Math.Max(worst, (sorted[i].Position!.Value - sorted[0].Position!.Value - (step * along)).Length);
        }

        double tolerance = Math.Max(RelativeStepTolerance * length / (sorted.Length - 1), sorted[0].ColumnSpacing / 2);
        if (worst > tolerance)
        {
            group.Warnings.Add(new CtWarning(
                CtWarningKind.IrregularSpacing,
                $"Slice positions (0020,0032) leave the straight line through the stack by up to {Text(worst)} mm in plane; the affine holds for none but the first and last slice."));
        }
    }

    private static void CheckTilt(CtGeometry geometry, SliceGroup group)
    {
        if (geometry.TiltDegrees > TiltToleranceDegrees)
        {
            group.Warnings.Add(new CtWarning(
                CtWarningKind.GantryTilt,
                $"The slice step leans by {Text(geometry.TiltDegrees)} degrees from the slice normal (gantry tilt); the affine is sheared."));
        }
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
