namespace CtVlm.MLNet.Dicom.Tests;

public sealed class SyntheticUidTests
{
    [Fact]
    public void Create_ManyNames_AreValidAndDistinct()
    {
        string[] uids = [.. Enumerable.Range(0, 1000).Select(i => SyntheticUid.Create($"name {i}"))];
        Assert.All(uids, uid => Assert.Matches(@"^2\.25\.[1-9][0-9]{20,38}$", uid));
        Assert.Equal(uids.Length, uids.Distinct().Count());
    }

    [Fact]
    public void Create_SameName_GivesSameUid() => Assert.Equal(SyntheticUid.Create("a"), SyntheticUid.Create("a"));
}
