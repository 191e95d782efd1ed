using System.Buffers;

namespace CtVlm.MLNet.Dicom;

/// <summary>Composes CT Image Storage files of one series.</summary>
/// <remarks>
/// Every attribute of type 1 and 2 of the modules Patient, General Study, General Series, Frame of Reference, General Equipment, General Image, Image Plane,
/// Image Pixel, CT Image and SOP Common is there. <b>Source:</b> DICOM PS3.3 A.3.3 and the modules it names; PS3.10 7.1 (file meta information).
/// </remarks>
internal sealed class CtImageWriter(DicomSeriesContent content, IFrameWriter frames)
{
    public const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const int Intercept = -1024;
    private static readonly string ImplementationUid = SyntheticUid.Create("CtVlm.MLNet DICOM writer");

    /// <summary>The SOP Instance UID of a slice.</summary>
    public static string InstanceUid(string seriesUid, int slice) =>
        SyntheticUid.Create(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seriesUid}/{slice}"));

    /// <summary>Writes one whole file: preamble, meta information, data set.</summary>
    /// <param name="slice">Index of the slice.</param>
    /// <param name="stored">Its stored values, rows x columns.</param>
    /// <param name="output">Receives the bytes.</param>
    public void Write(int slice, ReadOnlySpan<ushort> stored, ArrayBufferWriter<byte> output)
    {
        string instance = InstanceUid(content.Identity.SeriesInstanceUid, slice);
        WriteMeta(instance, output);
        ElementWriter elements = new(output, frames.IsExplicit);
        WriteIdentification(elements, instance);
        WritePatientAndAcquisition(elements);
        WriteRelationship(elements, slice);
        WriteImage(elements);
        frames.WritePixelData(elements, stored, content.Columns);
    }

    private void WriteMeta(string instance, ArrayBufferWriter<byte> output)
    {
        ArrayBufferWriter<byte> group = new();
        ElementWriter meta = new(group, isExplicit: true);
        meta.Bytes(0x00020001, "OB", [0, 1]);
        meta.Text(0x00020002, "UI", CtImageStorage);
        meta.Text(0x00020003, "UI", instance);
        meta.Text(0x00020010, "UI", frames.Uid);
        meta.Text(0x00020012, "UI", ImplementationUid);
        meta.Text(0x00020013, "SH", "CTVLM_MLNET");
        Span<byte> preamble = output.GetSpan(132)[..132];
        preamble.Clear();
        "DICM"u8.CopyTo(preamble[128..]);
        output.Advance(132);
        new ElementWriter(output, isExplicit: true).Long(0x00020000, group.WrittenCount);
        output.Write(group.WrittenSpan);
    }

    private void WriteIdentification(ElementWriter elements, string instance)
    {
        elements.Text(0x00080005, "CS", "ISO_IR 100");
        elements.Text(0x00080008, "CS", @"ORIGINAL\PRIMARY\AXIAL");
        elements.Text(0x00080016, "UI", CtImageStorage);
        elements.Text(0x00080018, "UI", instance);
        if (content.Identity.IsSynthetic)
        {
            elements.Text(0x0008001C, "CS", "YES");
        }

        elements.Text(0x00080020, "DA", "");
        elements.Text(0x00080030, "TM", "");
        elements.Text(0x00080050, "SH", "");
        elements.Text(0x00080060, "CS", "CT");
        elements.Text(0x00080070, "LO", "CtVlm.MLNet");
        elements.Text(0x00080090, "PN", "");
        elements.Text(0x0008103E, "LO", content.Identity.SeriesDescription);
    }

    private void WritePatientAndAcquisition(ElementWriter elements)
    {
        elements.Text(0x00100010, "PN", content.Identity.PatientName);
        elements.Text(0x00100020, "LO", content.Identity.PatientId);
        elements.Text(0x00100030, "DA", "");
        elements.Text(0x00100040, "CS", "");
        elements.Decimal(0x00180050, content.Geometry.SpacingMm[0]);
        elements.Decimal(0x00180060, content.KilovoltagePeak);
        elements.Text(0x00185100, "CS", "HFS");
    }

    private void WriteRelationship(ElementWriter elements, int slice)
    {
        IReadOnlyList<double> affine = content.Geometry.AffineLps;
        Vector3D row = Column(affine, 0).Normalize(), column = Column(affine, 1).Normalize();
        Vector3D position = Position(slice);
        elements.Text(0x0020000D, "UI", content.Identity.StudyInstanceUid);
        elements.Text(0x0020000E, "UI", content.Identity.SeriesInstanceUid);
        elements.Text(0x00200010, "SH", "1");
        elements.Integer(0x00200011, content.Identity.SeriesNumber);
        elements.Integer(0x00200012, 1);
        elements.Integer(0x00200013, slice + 1);
        elements.Decimal(0x00200032, position.X, position.Y, position.Z);
        elements.Decimal(0x00200037, row.X, row.Y, row.Z, column.X, column.Y, column.Z);
        elements.Text(0x00200052, "UI", content.Identity.FrameOfReferenceUid);
        elements.Text(0x00201040, "LO", "");
        elements.Decimal(0x00201041, content.Geometry.SlicePositionsMm[slice]);
    }

    private void WriteImage(ElementWriter elements)
    {
        elements.Short(0x00280002, 1);
        elements.Text(0x00280004, "CS", "MONOCHROME2");
        elements.Short(0x00280010, content.Rows);
        elements.Short(0x00280011, content.Columns);
        elements.Decimal(0x00280030, content.Geometry.SpacingMm[1], content.Geometry.SpacingMm[2]);
        elements.Short(0x00280100, 16);
        elements.Short(0x00280101, content.BitsStored);
        elements.Short(0x00280102, content.BitsStored - 1);
        elements.Short(0x00280103, 0);
        elements.Text(0x00280301, "CS", "NO");
        elements.Decimal(0x00281050, content.WindowCenterHu);
        elements.Decimal(0x00281051, content.WindowWidthHu);
        elements.Decimal(0x00281052, Intercept);
        elements.Decimal(0x00281053, 1);
        elements.Text(0x00281054, "LO", "HU");
        elements.Text(0x00282110, "CS", "00");
    }

    // Slices lie on the line that the affine's third column draws, at their own positions along the normal: irregular and tilted stacks too.
    private Vector3D Position(int slice)
    {
        IReadOnlyList<double> affine = content.Geometry.AffineLps;
        Vector3D origin = Column(affine, 3), step = Column(affine, 2);
        double along = step.Dot(Column(affine, 0).Cross(Column(affine, 1)).Normalize());
        double offset = content.Geometry.SlicePositionsMm[slice] - content.Geometry.SlicePositionsMm[0];
        Vector3D position = along == 0 ? origin : origin + (step * (offset / along));

        // A millionth of a millimetre is below any scanner; rounding keeps sums of steps readable.
        return new Vector3D(Math.Round(position.X, 6), Math.Round(position.Y, 6), Math.Round(position.Z, 6));
    }

    private static Vector3D Column(IReadOnlyList<double> affine, int index) => new(affine[index], affine[4 + index], affine[8 + index]);
}
