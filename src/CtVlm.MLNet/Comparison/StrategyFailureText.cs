using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>What is kept and printed of a failure: nothing that may name a file or a patient.</summary>
internal static partial class StrategyFailureText
{
    /// <summary>What stands for a message that is not told.</summary>
    public const string Untold = "its message is not told, for it may name files or patients";

    private const int MostCharacters = 500;

    private static readonly Assembly[] s_own = [typeof(StrategyFailureText).Assembly, typeof(SlicePooling).Assembly];

    /// <summary>The type, and the first line of the message where this package wrote it and it names no file; shortened.</summary>
    // Trainers, encoders and what they call may quote rows and files. Of this package, failures of files and of weights name them too; they have types of their own.
    public static string Of(Exception exception)
    {
        Exception cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        string line = cause.Message.ReplaceLineEndings("\n").Split('\n')[0];
        string told = !IsOwn(cause) || FileLike().IsMatch(line) ? Untold
            : line.Length > MostCharacters ? line[..MostCharacters] + "…"
            : line;
        return $"{cause.GetType().Name}: {told}";
    }

    private static bool IsOwn(Exception exception) =>
        exception is InvalidOperationException or ArgumentException
        && new StackTrace(exception).GetFrame(0)?.GetMethod()?.DeclaringType?.Assembly is { } thrower
        && s_own.Contains(thrower);

    [GeneratedRegex(@"[/\\]\S")]
    private static partial Regex FileLike();
}
