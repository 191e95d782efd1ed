using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>Orders the slices of a group along their normal and works out the affine.</summary>
/// <remarks>
/// Columns of the affine: row direction x column spacing, column direction x row spacing, (last - first position) / (n - 1); a tilted
/// gantry makes it sheared. <b>Source:</b> DICOM PS3.3 C.7.6.2.1.1.
/// </remarks>
internal static class StackGeometry
{
    /// <summary>What a thickness may be; beyond these bounds the number is damage.</summary>
    private const double LeastStepMm = 1e-3;
    private const double GreatestStepMm = 1e3;

    /// <summary>Sorts the group's slices and derives the geometry; adds what is irregular to the group's warnings.</summary>
    public static CtGeometry Build(SliceGroup group, CtReadOptions options)
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
        CtGeometry geometry = new(Affine(first, step, origin), positions, [.. sorted.Select(image => image.Position!.Value)]);
        if (sorted.Length > 1)
        {
            new StackFindings(options, group).Check(geometry, SliceStack.Of(geometry, first.Format.Rows, first.Format.Columns));
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

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
