namespace CtVlm.MLNet.Torch.Tests;

public class ResizePlanTests
{
    [Theory]
    [InlineData(512, 512, 32, 0, 32, 0)]
    [InlineData(331, 517, 32, 0, 49, 8)]
    [InlineData(64, 48, 42, 5, 32, 0)]
    [InlineData(1, 1000, 32, 0, 32000, 15984)]
    [InlineData(64, 70, 32, 0, 35, 2)]
    [InlineData(200, 33, 193, 80, 32, 0)]
    public void For_ShortestSideHalfToEven_AgreesWithOpenClip(int rows, int columns, int height, int top, int width, int left)
    {
        ResizePlan plan = ResizePlan.For(rows, columns, Clip(CropRounding.HalfToEven));
        Assert.Equal(new ResizeAxis(rows, height, top, 32), plan.Vertical);
        Assert.Equal(new ResizeAxis(columns, width, left, 32), plan.Horizontal);
    }

    [Theory]
    [InlineData(64, 70, 1)]
    [InlineData(331, 517, 8)]
    public void For_ShortestSideFloor_RoundsTheOffsetDown(int rows, int columns, int left) =>
        Assert.Equal(left, ResizePlan.For(rows, columns, Clip(CropRounding.Floor)).Horizontal.Offset);

    [Theory]
    [InlineData(CropRounding.HalfToEven, 384, 512, 248, 12, 330, 53)]
    [InlineData(CropRounding.Floor, 384, 512, 248, 12, 330, 53)]
    [InlineData(CropRounding.HalfToEven, 100, 101, 248, 12, 250, 13)]
    [InlineData(CropRounding.HalfToEven, 200, 203, 248, 12, 251, 14)]
    [InlineData(CropRounding.Floor, 200, 203, 248, 12, 251, 13)]
    public void For_ResizeLargerThanTheCrop_CutsTheCentre(CropRounding rounding, int rows, int columns, int height, int top, int width, int left)
    {
        ResizePlan plan = ResizePlan.For(rows, columns, Clip(rounding) with { ImageSize = 224, ResizeSize = 248 });
        Assert.Equal(new ResizeAxis(rows, height, top, 224), plan.Vertical);
        Assert.Equal(new ResizeAxis(columns, width, left, 224), plan.Horizontal);
    }

    [Fact]
    public void For_SquashLargerThanTheCrop_CutsTheCentreOfTheSquare()
    {
        ResizePlan plan = ResizePlan.For(64, 300, Clip(CropRounding.Floor) with { ResizeSize = 40, Resize = ResizeMode.Squash });
        Assert.Equal((new ResizeAxis(64, 40, 4, 32), new ResizeAxis(300, 40, 4, 32)), (plan.Vertical, plan.Horizontal));
    }

    [Theory]
    [InlineData(331, 517, 20, 6, 6, 32, 0, 0)]
    [InlineData(64, 48, 32, 0, 0, 24, 4, 4)]
    [InlineData(100, 97, 32, 0, 0, 31, 0, 1)]
    [InlineData(61, 64, 30, 1, 1, 32, 0, 0)]
    [InlineData(63, 64, 32, 0, 0, 32, 0, 0)]
    [InlineData(512, 512, 32, 0, 0, 32, 0, 0)]
    [InlineData(3, 7, 14, 9, 9, 32, 0, 0)]
    [InlineData(1, 1000, 1, 15, 16, 32, 0, 0)]
    public void For_LongestSide_LeavesMargins(int rows, int columns, int height, int above, int below, int width, int left, int right)
    {
        ResizePlan plan = ResizePlan.For(rows, columns, Clip(CropRounding.HalfToEven) with { Resize = ResizeMode.LongestSideThenPad });
        Assert.Equal(new ResizeAxis(rows, height, 0, height, above, below), plan.Vertical);
        Assert.Equal(new ResizeAxis(columns, width, 0, width, left, right), plan.Horizontal);
    }

    [Fact]
    public void For_LongestSideLargerThanTheCrop_CutsOneSideAndPadsTheOther()
    {
        ResizePlan plan = ResizePlan.For(80, 60, Clip(CropRounding.HalfToEven) with { ResizeSize = 40, Resize = ResizeMode.LongestSideThenPad });
        Assert.Equal((new ResizeAxis(80, 40, 4, 32), new ResizeAxis(60, 30, 0, 30, 1, 1)), (plan.Vertical, plan.Horizontal));
    }

    [Theory]
    [InlineData(200, 33, true)]
    [InlineData(512, 512, false)]
    [InlineData(64, 48, false)]
    [InlineData(33, 200, false)]
    public void VerticalFirst_FollowsPillowsOrder(int rows, int columns, bool expected)
    {
        VisionPreprocessing squash = new(32, [0, 0, 0], [1, 1, 1], ResizeMode.Squash);
        Assert.Equal(expected, ResizePlan.For(rows, columns, squash).VerticalFirst);
    }

    private static VisionPreprocessing Clip(CropRounding rounding) => new(32, [0, 0, 0], [1, 1, 1], ResizeMode.ShortestSideThenCrop, rounding);
}
