namespace CtVlm.MLNet.Torch.Tests;

public sealed class DemonstrationFolderTests
{
    [Fact]
    public void Demonstration_WithoutThePackage_SaysWhichToAdd()
    {
        WeightsException e = Assert.Throws<WeightsException>(VlmEncoder.Demonstration);
        Assert.Contains("Add the package CtVlm.MLNet.Phantoms", e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, DemonstrationFolder.Name), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SecondFolderHasIt_IsFound()
    {
        using TemporaryFolder folder = new();
        string expected = Directory.CreateDirectory(folder.File(DemonstrationFolder.Name)).FullName;
        File.WriteAllText(Path.Combine(expected, "config.json"), "{}");
        Assert.Equal(expected, DemonstrationFolder.Find([null, "", AppContext.BaseDirectory, Path.GetDirectoryName(expected)]));
    }
}
