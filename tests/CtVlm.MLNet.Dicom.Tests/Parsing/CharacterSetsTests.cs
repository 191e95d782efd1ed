using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class CharacterSetsTests
{
    [Theory]
    [InlineData("cs-none", "abdomen")]
    [InlineData("cs-latin1", "Röntgen Übersicht")]
    [InlineData("cs-cyrillic", "грудь")]
    [InlineData("cs-gb18030", "trap 乗 end")]
    [InlineData("cs-jis", "腹部")]
    [InlineData("cs-korean", "복부")]
    [InlineData("cs-utf8", "腹部CT € 🦴")]
    public void GetLocalText_GoldenSeriesDescription_IsDecoded(string id, string expected)
    {
        DicomHeader header = DicomHeaderReader.Read(Path.Combine(GoldenSeries.PathOf(id), "IM0001.dcm"), DicomLimits.Default);

        Assert.Equal(expected, header.Dataset.GetLocalText(DicomTags.SeriesDescription));
    }

    public static TheoryData<string, byte[], string> Known => new()
    {
        { "", "plain"u8.ToArray(), "plain" },
        { "ISO_IR 100", [0xE4, 0xDF], "äß" },
        { "ISO_IR 101", [0xB1, 0xE6], "ąć" },
        { "ISO_IR 109", [0xB1, 0xE6], "ħĉ" },
        { "ISO_IR 110", [0xB1, 0xE7], "ąį" },
        { "ISO_IR 126", [0xE1, 0xE2], "αβ" },
        { "ISO_IR 127", [0xC7, 0xE4], "ال" },
        { "ISO_IR 138", [0xE0, 0xE1], "אב" },
        { "ISO_IR 144", [0xD0, 0xD1], "аб" },
        { "ISO_IR 148", [0xFD, 0xF0], "ığ" },
        { "ISO_IR 166", [0xA1, 0xCA], "กส" },
        { "ISO_IR 13", [0xD4, 0xCF], "ﾔﾏ" },
        { "ISO_IR 192", "é腹"u8.ToArray(), "é腹" },
        { "GBK", [0xB8, 0xB9], "腹" },
        { "GB18030", [0xB8, 0xB9, 0x81, 0x30, 0x84, 0x36], "腹¥" },
        { @"\ISO 2022 IR 87", [0x41, 0x1B, 0x24, 0x42, 0x4A, 0x22, 0x1B, 0x28, 0x42, 0x42], "A腹B" },
        { @"ISO 2022 IR 13\ISO 2022 IR 87", [0xD4, 0x1B, 0x24, 0x42, 0x4A, 0x22, 0x1B, 0x28, 0x4A, 0x42], "ﾔ腹B" },
        { @"\ISO 2022 IR 159", [0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42], "丂" },
        { @"\ISO 2022 IR 149", [0x1B, 0x24, 0x29, 0x43, 0xBA, 0xB9, 0x41], "복A" },
        { @"\ISO 2022 IR 58", [0x1B, 0x24, 0x29, 0x41, 0xB8, 0xB9], "腹" },
        { @"ISO 2022 IR 100\ISO 2022 IR 144", [0xE4, 0x1B, 0x2D, 0x4C, 0xD0, 0x0D, 0xE4], "äа\rä" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Decode_KnownSet_GivesTheText(string set, byte[] bytes, string expected)
    {
        Assert.True(CharacterSets.IsKnown(set));
        Assert.Equal(expected, CharacterSets.Decode(bytes, set));
    }

    [Theory]
    [InlineData("BOGUS 99")]
    [InlineData(@"\BOGUS 99")]
    public void Decode_UnknownSet_UnderstandsAsciiOnly(string set)
    {
        string text = CharacterSets.Decode([0x41, 0xE4, 0x42], set);

        Assert.False(CharacterSets.IsKnown(set));
        Assert.Equal("A\uFFFDB", text);
        Assert.True(CharacterSets.IsDamaged(text));
    }

    [Theory]
    [InlineData(@"\ISO 2022 IR 87", new byte[] { 0x41, 0x1B, 0x24, 0x42, 0x4A })]
    [InlineData(@"\ISO 2022 IR 87", new byte[] { 0x41, 0x1B })]
    [InlineData(@"\ISO 2022 IR 87", new byte[] { 0x41, 0x1B, 0x7A, 0x7A })]
    [InlineData("ISO_IR 192", new byte[] { 0x41, 0xC3 })]
    [InlineData("GB18030", new byte[] { 0x41, 0x81 })]
    public void Decode_BrokenText_KeepsWhatItCan(string set, byte[] bytes)
    {
        string text = CharacterSets.Decode(bytes, set);

        Assert.StartsWith("A", text, StringComparison.Ordinal);
        Assert.True(CharacterSets.IsDamaged(text));
    }

    [Fact]
    public void Decode_AnyBytesInAnySet_NeverThrows()
    {
        Random random = new(5);
        string[] sets = [.. Known.Select(row => row.Data.Item1), "BOGUS", @"ISO 2022 IR 149\ISO 2022 IR 87\x"];
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            for (int j = 0; j < bytes.Length; j += random.Next(1, 9))
            {
                bytes[j] = 0x1B;
            }

            Assert.NotNull(CharacterSets.Decode(bytes, sets[i % sets.Length]));
        }
    }

    [Theory]
    [InlineData("text-charset-unknown")]
    [InlineData("text-escape-broken")]
    [InlineData("text-utf8-broken")]
    public void Scan_HostileText_IsReadWithAWarningAtMost(string id)
    {
        string path = Path.Combine(GoldenFiles.RepositoryRoot, "tests", "Hostile", "dicom", "files");
        string found = Assert.Single(Directory.GetFileSystemEntries(path, id + "*"));

        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(found, cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(id == "text-charset-unknown", entry.Description.Warnings.Any(warning => warning.Kind == CtWarningKind.UndecodableText));
        Assert.All(entry.Description.Warnings, warning => Assert.DoesNotContain('\uFFFD', warning.Message));
    }
}
