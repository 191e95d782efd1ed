namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Who is held back for validation.</summary>
public class PoolingSplitTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Create_Patients_AreOnOneSideOnlyAndEveryBagIsUsed(int seed)
    {
        PoolingData data = Mixed(seed);
        PoolingSplit split = PoolingSplit.Create(data, new PoolingTraining { Seed = seed, ValidationShare = 0.3 });
        Assert.Empty(split.Training.Select(b => data.Patients[b]).Intersect(split.Validation.Select(b => data.Patients[b])));
        Assert.Equal(Enumerable.Range(0, data.Bags.Count), split.Training.Concat(split.Validation).Order());
        Assert.Equal(data.Classes.Distinct().Order(), split.Training.Select(b => data.Classes[b]).Distinct().Order());
        Assert.Equal(split.TrainingPatients, split.Training.Select(b => data.Patients[b]).Distinct().Count());
        Assert.Equal(split.ValidationPatients, split.Validation.Select(b => data.Patients[b]).Distinct().Count());
        Assert.Equal(12, split.ValidationPatients);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Create_Classes_AreHeldBackInProportion(int seed)
    {
        int[] classes = [.. Enumerable.Repeat(0, 60).Concat(Enumerable.Repeat(1, 30)).Concat(Enumerable.Repeat(2, 10))];
        PoolingSplit split = PoolingSplit.Create(new PoolingData(1, [.. classes.Select(_ => new float[1])], classes), new PoolingTraining { Seed = seed, ValidationShare = 0.2 });
        Assert.Equal([12, 6, 2], Enumerable.Range(0, 3).Select(c => split.Validation.Count(b => classes[b] == c)));
    }

    [Fact]
    public void Create_ClassOfOnePatient_StaysInTraining()
    {
        int[] classes = [0, 0, 0, 0, 1];
        PoolingSplit split = PoolingSplit.Create(new PoolingData(1, [.. classes.Select(_ => new float[1])], classes), new PoolingTraining { ValidationShare = 0.9 });
        Assert.Contains(4, split.Training);
        Assert.Contains(0, split.Training.Select(b => classes[b]));
    }

    private static PoolingData Mixed(int seed)
    {
        Random random = new(seed);
        string[] patients = [.. Enumerable.Range(0, 120).Select(i => $"P{i % 40}")];
        return new PoolingData(1, [.. patients.Select(_ => new float[1])], [.. patients.Select((_, i) => i < 3 ? i : random.Next(3))]) { Patients = patients };
    }
}
