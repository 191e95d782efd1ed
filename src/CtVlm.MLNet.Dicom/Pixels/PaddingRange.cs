namespace CtVlm.MLNet.Dicom;

/// <summary>The stored values that mean padding, both ends included.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.7.5.1.1.2.</remarks>
internal sealed record PaddingRange(double Least, double Greatest)
{
    /// <summary>Whether a stored value is padding.</summary>
    public bool Holds(double stored) => stored >= Least && stored <= Greatest;

    /// <summary>The range of a data set; null when it declares no padding.</summary>
    public static PaddingRange? Read(DicomDataset data, PixelFormat format)
    {
        if (First(data, DicomTags.PixelPaddingValue, format) is not { } value)
        {
            return null;
        }

        double limit = First(data, DicomTags.PixelPaddingRangeLimit, format) ?? value;
        return new PaddingRange(Math.Min(value, limit), Math.Max(value, limit));
    }

    /// <summary>The value is a stored value: Pixel Representation says whether it is signed, whatever representation the file gives the element.</summary>
    private static double? First(DicomDataset data, uint tag, PixelFormat format)
    {
        ushort[] words = data.GetWords(tag);
        return words.Length == 0 ? null : format.IsSigned ? (short)words[0] : words[0];
    }
}
