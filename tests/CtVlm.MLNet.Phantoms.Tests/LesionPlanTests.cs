namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class LesionPlanTests
{
    private static readonly LesionPlan[] Plans = [.. Enumerable.Range(0, 3000).Select(i => LesionPlan.Draw(RandomStream.For(9, i, "disease")))];

    [Fact]
    public void Draw_ManyPatients_ClassesAre40And30And30Percent()
    {
        double Share(PhantomSeverity severity) => Plans.Count(plan => plan.Severity == severity) / (double)Plans.Length;

        // Three standard errors of a share of 0.4 over 3,000 draws are 0.027.
        Assert.Equal(0.4, Share(PhantomSeverity.Normal), 0.027);
        Assert.Equal(0.3, Share(PhantomSeverity.Mild), 0.027);
        Assert.Equal(0.3, Share(PhantomSeverity.ModerateToSevere), 0.027);
    }

    [Fact]
    public void Draw_ManyPatients_MainLesionHasTheIndexOfTheClass()
    {
        foreach (LesionPlan plan in Plans.Where(plan => plan.Lesions.Count > 0))
        {
            Assert.Equal(plan.Severity, PhantomActivityIndex.Classify(plan.Lesions[0].ActivityIndex));
            Assert.All(plan.Lesions, lesion => Assert.True(lesion.ActivityIndex <= plan.Lesions[0].ActivityIndex));
        }
    }

    [Fact]
    public void Draw_ManyPatients_OnlyNormalOnesHaveNoLesion() =>
        Assert.All(Plans, plan => Assert.Equal(plan.Severity == PhantomSeverity.Normal, plan.Lesions.Count == 0));

    [Fact]
    public void Draw_ManyPatients_SignsOverlapBetweenClasses()
    {
        Lesion[] mild = [.. Plans.Where(plan => plan.Severity == PhantomSeverity.Mild).Select(plan => plan.Lesions[0])];
        Lesion[] severe = [.. Plans.Where(plan => plan.Severity == PhantomSeverity.ModerateToSevere).Select(plan => plan.Lesions[0])];
        Assert.True(mild.Max(lesion => lesion.WallMm) > severe.Min(lesion => lesion.WallMm));
        Assert.Contains(mild, lesion => lesion.HasCombSign);
        Assert.Contains(severe, lesion => !lesion.HasCombSign);
        Assert.Contains(severe, lesion => !lesion.HasStratification);
        Assert.Contains(mild, lesion => lesion.HasHyperenhancement);
    }
}
