using System.Text;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>No committed DICOM file holds a person: names say that they are phantoms, and there are no birth dates.</summary>
public class FixturePrivacyTests
{
    private static readonly byte[] PatientName = [0x10, 0x00, 0x10, 0x00, (byte)'P', (byte)'N'];
    private static readonly byte[] PatientBirthDate = [0x10, 0x00, 0x30, 0x00, (byte)'D', (byte)'A'];

    // Made-up names: in scripts that the word PHANTOM does not exist in, or broken on purpose.
    private static readonly string[] MadeUpNames = ["cs-cyrillic", "cs-gb18030", "cs-jis", "cs-korean", "cs-latin1", "cs-none", "cs-utf8", "text-"];

    [Fact]
    public void CommittedFiles_PatientElements_AreSynthetic()
    {
        string tests = Path.Combine(GoldenFiles.RepositoryRoot, "tests");
        string[] files = [.. new[] { "Golden", "Hostile" }.SelectMany(folder => Directory.GetFiles(Path.Combine(tests, folder), "*", SearchOption.AllDirectories))];
        int names = 0;
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.All(Values(bytes, PatientBirthDate), date => Assert.True(string.IsNullOrWhiteSpace(date), $"{file} holds a birth date."));
            foreach (string name in Values(bytes, PatientName))
            {
                names++;
                Assert.True(IsSynthetic(file, name), $"{file} holds a name that is not a phantom's.");
            }
        }

        Assert.True(names > 100, $"Only {names} names were found: the search is broken.");
    }

    private static bool IsSynthetic(string file, string name) =>
        name.Distinct().Count() < 3 || name.StartsWith("PHANTOM", StringComparison.OrdinalIgnoreCase) || Array.Exists(MadeUpNames, file.Contains);

    // Explicit VR little endian: tag, VR, 16-bit length, value.
    private static IEnumerable<string> Values(byte[] bytes, byte[] element)
    {
        for (int start = 0; (start = Find(bytes, element, start)) >= 0; start += element.Length)
        {
            int value = start + element.Length + 2;
            int length = value <= bytes.Length ? bytes[value - 2] | (bytes[value - 1] << 8) : 0;
            yield return Encoding.Latin1.GetString(bytes, Math.Min(value, bytes.Length), Math.Max(0, Math.Min(length, bytes.Length - value))).Trim('\0', ' ');
        }
    }

    private static int Find(byte[] bytes, byte[] element, int from)
    {
        int index = bytes.AsSpan(from).IndexOf(element);
        return index < 0 ? -1 : from + index;
    }
}
