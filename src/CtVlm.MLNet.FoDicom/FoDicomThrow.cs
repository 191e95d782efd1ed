using FellowOakDicom;
using DicomException = CtVlm.MLNet.Dicom.DicomException;

namespace CtVlm.MLNet.FoDicom;

/// <summary>The wording of every failure of the adapter. fo-dicom's own messages quote values, so they are left out.</summary>
internal static class FoDicomThrow
{
    public static ArgumentException NullItem(int index, string parameterName) =>
        new($"Item {index} is null; every item must be a data set or a file.", parameterName);

    public static DicomException CannotEncode(string name, Exception cause) =>
        new($"{name}: fo-dicom cannot write it ({cause.GetType().Name}). A data set that was read with its pixels, by FileReadOption.ReadAll or from a file "
            + "that is still there, is expected.");

    public static DicomException CannotDecompress(string name, DicomTransferSyntax syntax, Exception cause) =>
        new($"{name}: fo-dicom's codec of {syntax.UID.UID} cannot decompress it ({cause.GetType().Name}). The pixel data may be damaged.");
}
