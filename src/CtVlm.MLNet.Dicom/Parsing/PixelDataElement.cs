namespace CtVlm.MLNet.Dicom;

/// <summary>Where Pixel Data lies: the position of its value in the (inflated) data set, its length, or null when undefined, and how it was written.</summary>
internal sealed record PixelDataElement(long Position, uint? Length, ushort Vr, bool IsBigEndian);
