namespace CtVlm.MLNet.Torch.Tests;

public sealed class NativePatchTests
{
    private static readonly string s_library = NativeLocator.FindLibTorchSharp();

    [Fact]
    public void ReadNeeds_TorchSharpLibrary_HoldsTheVersionsOfItsCppLibrary()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is an ELF file on Linux alone.");
        ElfImage image = ElfImage.Parse(File.ReadAllBytes(s_library));
        string[] versions = [.. image.ReadNeeds().Where(n => n.Library == StandardLibrary.FileName).Select(n => n.Version)];
        Assert.Contains("GLIBCXX_3.4.32", versions);
        Assert.Contains("CXXABI_1.3", versions);
        Assert.Equal(20, versions.Length);
    }

    [Fact]
    public void Apply_OneVersion_ChangesItsFlagAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is an ELF file on Linux alone.");
        byte[] original = File.ReadAllBytes(s_library);
        ElfVersionNeed need = ElfImage.Parse(original).ReadNeeds().Single(n => n.Version == "GLIBCXX_3.4.32");
        byte[] patched = NativePatch.Apply(original, [need]);
        int[] changed = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != patched[i])];
        Assert.Equal([need.FlagsOffset], changed);
        Assert.Equal(2, patched[need.FlagsOffset]);
    }

    [Fact]
    public void FindIndispensable_VersionThatSymbolsUse_IsNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is an ELF file on Linux alone.");
        ElfImage image = ElfImage.Parse(File.ReadAllBytes(s_library));
        IReadOnlyList<ElfVersionNeed> missing = NativePatch.FindMissing(image, new HashSet<string>());
        string[] indispensable = [.. NativePatch.FindIndispensable(image, missing).Select(n => n.Version)];
        Assert.Contains("GLIBCXX_3.4.21", indispensable);
        Assert.DoesNotContain("GLIBCXX_3.4.32", indispensable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Parse_CutFile_IsRefusedNotRead(int length)
    {
        byte[] cut = File.ReadAllBytes(s_library)[..length];
        Assert.Throws<InvalidDataException>(() => ElfImage.Parse(cut).ReadNeeds().Count());
    }

    [Fact]
    public void Store_NoFolderCanBeWritten_NamesThem()
    {
        using TemporaryFolder parent = new();
        File.WriteAllText(parent.File("file"), "no folder");
        TorchRuntimeException e = Assert.Throws<TorchRuntimeException>(() => PatchedLibrary.Store("lib.so", [1], [2], [parent.File("file/a"), parent.File("file/b")]));
        Assert.Contains(parent.File("file/a"), e.Message, StringComparison.Ordinal);
        Assert.Contains(parent.File("file/b"), e.Message, StringComparison.Ordinal);
        Assert.Contains("CTVLM_CACHE", e.Message, StringComparison.Ordinal);
    }
}
