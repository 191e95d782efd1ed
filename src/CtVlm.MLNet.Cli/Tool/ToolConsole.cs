using Spectre.Console;

namespace CtVlm.MLNet.Cli;

/// <summary>Where a command speaks: results on the output, everything else on the error writer.</summary>
/// <param name="Out">Standard output; with <c>--json</c> exactly one document.</param>
/// <param name="Error">Standard error: progress, warnings, failures.</param>
/// <param name="IsOutTerminal">Whether a person looks at the output: then it may have colours.</param>
/// <param name="IsErrorTerminal">Whether a person looks at standard error: then progress is a bar.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, bool IsOutTerminal, bool IsErrorTerminal)
{
    /// <summary>How wide tables are where nobody looks: a pipe has no width of its own.</summary>
    public int PipedWidth { get; init; } = 120;

    /// <summary>The console of this process.</summary>
    public static ToolConsole OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>A console for tables on the output: without colours, and of a fixed width, when it is piped.</summary>
    public IAnsiConsole CreateTableConsole() => Create(Out, IsOutTerminal);

    /// <summary>A console for progress on standard error.</summary>
    public IAnsiConsole CreateProgressConsole() => Create(Error, IsErrorTerminal);

    /// <summary>A line of the result that begins with a coloured part, where there are colours. It is never broken: a pipe gets one line a finding.</summary>
    /// <param name="style">Name of a colour.</param>
    /// <param name="start">The coloured part.</param>
    /// <param name="rest">What follows it.</param>
    public void Say(string style, string start, string rest)
    {
        if (IsOutTerminal)
        {
            CreateTableConsole().MarkupLine($"[{style}]{Markup.Escape(start)}[/]{Markup.Escape(rest)}");
        }
        else
        {
            Out.WriteLine(start + rest);
        }
    }

    /// <summary>One line of the result.</summary>
    public void Say(string line) => Out.WriteLine(line);

    /// <summary>Why a command failed, in one line.</summary>
    public void Fail(string message) => Error.WriteLine($"ctvlm: {PlainText.OneLine(message)}");

    /// <summary>One line about something that was handled, or left out.</summary>
    public void Warn(string message) => Error.WriteLine($"warning: {PlainText.OneLine(message)}");

    private IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PipedWidth;
        }

        return console;
    }
}
