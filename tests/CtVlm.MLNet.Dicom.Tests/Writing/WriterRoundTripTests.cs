namespace CtVlm.MLNet.Dicom.Tests;

public sealed class WriterRoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("writer-trip-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_EveryTransferSyntaxAndBits_ReadsBackEqual()
    {
        CtGeometry geometry = new([0.7, 0, 0, -10.5, 0, 0.8, 0, -20.25, 0, 0, 15, 100, 0, 0, 0, 1], [100, 115, 130]);
        foreach (string syntax in DicomSeriesWriter.TransferSyntaxes)
        {
            foreach (int bits in new[] { 12, 16 })
            {
                short[] hu = [.. Enumerable.Range(0, 3 * 7 * 5).Select(i => (short)((i * 7919 % 4096) - 1024))];
                if (bits == 16)
                {
                    hu[50] = short.MaxValue;
                }

                string folder = Path.Combine(_folder, $"{syntax}-{bits}");
                DicomSeriesWriter.Write(folder, Content(hu, geometry, bits), syntax, TestContext.Current.CancellationToken);
                using CtVolume volume = CtVolume.Open(folder);
                Assert.Equal(hu.Select(value => (float)value), volume.ReadAll(1, TestContext.Current.CancellationToken));
                Assert.Equal(geometry.AffineLps, volume.Geometry.AffineLps);
                Assert.Equal(SyntheticUid.Create("series"), volume.Series.SeriesInstanceUid);
                Assert.Empty(volume.Series.Warnings);
            }
        }
    }

    private static DicomSeriesContent Content(short[] hu, CtGeometry geometry, int bits) => new()
    {
        Hu = hu,
        Rows = 7,
        Columns = 5,
        Geometry = geometry,
        BitsStored = bits,
        Identity = new DicomSeriesIdentity
        {
            PatientName = "Phantom^P0001",
            PatientId = "P0001",
            StudyInstanceUid = SyntheticUid.Create("study"),
            SeriesInstanceUid = SyntheticUid.Create("series"),
            FrameOfReferenceUid = SyntheticUid.Create("frame"),
        },
    };
}
