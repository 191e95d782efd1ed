namespace CtVlm.MLNet.Dicom;

/// <summary>Sees to it that every slice of a group has a position, or refuses.</summary>
internal static class PositionResolver
{
    /// <summary>Where no slice has a position, Slice Location orders them along the normal; only relative geometry is known then.</summary>
    /// <exception cref="DicomGeometryException">Some slices have a position and some have not, or nothing can stand in.</exception>
    public static void Resolve(SliceGroup group)
    {
        SliceImage? lacking = group.Images.Find(image => image.Position == null);
        if (lacking == null)
        {
            return;
        }

        bool canStandIn = group.Images.Count > 1 && group.Images.All(image => image is { Position: null, SliceLocation: not null });
        if (!canStandIn)
        {
            throw GeometryThrow.NoPosition(lacking.Name, group.SeriesUid);
        }

        Vector3D normal = group.Images[0].Normal;
        for (int i = 0; i < group.Images.Count; i++)
        {
            SliceImage image = group.Images[i];
            group.Images[i] = image with { Position = normal * image.SliceLocation!.Value };
        }

        group.Warnings.Add(new CtWarning(
            CtWarningKind.MissingPosition,
            "Image Position (Patient) is absent in every slice; Slice Location orders them, and only their distances are known."));
    }
}
