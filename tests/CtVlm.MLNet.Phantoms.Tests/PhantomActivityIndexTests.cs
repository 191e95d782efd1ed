namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class PhantomActivityIndexTests
{
    [Theory]
    [InlineData(2.0, false, false, 4.2, PhantomSeverity.Normal)]
    [InlineData(2.97, false, false, 6.237, PhantomSeverity.Normal)]
    [InlineData(3.0, false, false, 6.3, PhantomSeverity.Mild)]
    [InlineData(6.6, false, false, 13.86, PhantomSeverity.Mild)]
    [InlineData(6.7, false, false, 14.07, PhantomSeverity.ModerateToSevere)]
    [InlineData(4.1, false, true, 13.81, PhantomSeverity.Mild)]
    [InlineData(4.2, false, true, 14.02, PhantomSeverity.ModerateToSevere)]
    [InlineData(3.0, true, false, 16.0, PhantomSeverity.ModerateToSevere)]
    [InlineData(8.0, true, true, 31.7, PhantomSeverity.ModerateToSevere)]
    public void Classify_AroundCutPoints_FollowsFormula(double wall, bool stratified, bool comb, double index, PhantomSeverity severity)
    {
        double computed = PhantomActivityIndex.Compute(wall, stratified, comb);
        Assert.Equal(index, computed, 1e-9);
        Assert.Equal(severity, PhantomActivityIndex.Classify(computed));
    }
}
