namespace CtVlm.MLNet.Dicom;

/// <summary>Sums up what the slices of a series say of their acquisition.</summary>
internal static class AcquisitionReader
{
    /// <summary>The summary of one slice or more.</summary>
    public static CtAcquisition Summarise(IReadOnlyList<SliceImage> images) => new()
    {
        SliceThicknessMm = Same(images, image => image.SliceThickness),
        ConvolutionKernel = Kernel(images),
        Contrast = Same(images, image => (CtContrast?)image.Hints.Contrast) ?? CtContrast.Unknown,
        Phase = Same(images, image => (CtPhase?)image.Hints.Phase) ?? CtPhase.Unknown,
        KilovoltagePeak = Same(images, image => image.Hints.KilovoltagePeak),
        ReconstructionDiameterMm = Same(images, image => image.Hints.ReconstructionDiameter),
        TableHeightMm = images[0].Hints.TableHeight,
        TableHeightRangeMm = Range(images, image => image.Hints.TableHeight),
        TablePositionRangeMm = Range(images, image => image.Hints.TablePosition),
    };

    private static string Kernel(IReadOnlyList<SliceImage> images)
    {
        string first = images[0].Hints.ConvolutionKernel;
        return images.All(image => image.Hints.ConvolutionKernel == first) ? first : KernelName.Mixed;
    }

    private static T? Same<T>(IReadOnlyList<SliceImage> images, Func<SliceImage, T?> select)
        where T : struct
    {
        T? first = select(images[0]);
        return images.All(image => Nullable.Equals(select(image), first)) ? first : null;
    }

    private static double? Range(IReadOnlyList<SliceImage> images, Func<SliceImage, double?> select)
    {
        double[] values = [.. images.Select(select).OfType<double>()];
        return values.Length == 0 ? null : values.Max() - values.Min();
    }
}
