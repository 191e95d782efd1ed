using System.Globalization;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1024, "-1024")]
    [InlineData(0.703125, "0.703125")]
    [InlineData(-157.6484375, "-157.6484375")]
    [InlineData(1.0 / 3, "0.33333333333333")]
    [InlineData(-1.0 / 3, "-0.3333333333333")]
    [InlineData(1e-7, "1E-07")]
    public void Format_KnownNumbers_AreShortest(double value, string expected) => Assert.Equal(expected, DecimalText.Format(value));

    [Fact]
    public void Format_NegativeZero_HasNoSign() => Assert.Equal("0", DecimalText.Format(-0.0));

    [Fact]
    public void Format_ManyNumbers_FitSixteenCharactersAndComeBackClose()
    {
        for (int i = 1; i < 2000; i++)
        {
            double value = Math.Pow(-1.37, i % 60) * Math.Sqrt(i) / ((i % 7) + 1);
            string text = DecimalText.Format(value);
            Assert.InRange(text.Length, 1, 16);
            Assert.Equal(1, double.Parse(text, CultureInfo.InvariantCulture) / value, 1e-8);
        }
    }

    [Fact]
    public void Format_SeveralNumbers_AreJoinedByBackslashes() => Assert.Equal(@"1\0.5\-2", DecimalText.Format(1, 0.5, -2));
}
