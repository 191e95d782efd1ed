namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes DICOMDIR files whose records name what the test says.</summary>
internal static class TestDicomDir
{
    public static byte[] Of(params string[] fileIds)
    {
        byte[] records =
        [
            .. ItemBytes.Item(TestSlice.Text(0x0004_1430, "CS", "SERIES")),
            .. fileIds.SelectMany(id => ItemBytes.Item([.. TestSlice.Text(0x0004_1430, "CS", "IMAGE"), .. TestSlice.Text(0x0004_1500, "CS", id)])),
        ];
        return
        [
            .. new byte[128], .. "DICM"u8, .. TestSlice.Text(0x0002_0002, "UI", "1.2.840.10008.1.3.10"), .. TestSlice.Text(0x0002_0010, "UI", "1.2.840.10008.1.2.1"),
            .. TestSlice.Text(0x0004_1130, "CS", "SET"), .. TestSlice.Element(0x0004_1220, "SQ", records),
        ];
    }
}
