namespace CreditDecision.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("apply", "Give either --file")]
    [InlineData("apply --file a.json --csv b.csv", "Give either --file")]
    [InlineData("apply --csv b.csv", "--csv needs --mapping")]
    [InlineData("apply --file a.json --rate 5", "--rate goes with --csv")]
    [InlineData("apply --csv a.csv --mapping m.yaml --rate 0", "--rate \"0\"")]
    [InlineData("apply --csv a.csv --mapping m.yaml --concurrency many", "--concurrency \"many\"")]
    [InlineData("apply --file a.json --run-id a/b", "--run-id must be")]
    [InlineData("apply --file a.json --lang fr", "\"fr\" is not a language")]
    [InlineData("apply --file a.json --timeout 3", "\"3\" is not a time")]
    [InlineData("apply --file a.json --now now", "\"now\" is not a time")]
    [InlineData("decision get", "Give either the decision's id")]
    [InlineData("decision get d-1 --client c --application a", "Give either the decision's id")]
    [InlineData("decision list --page-size 501", "--page-size \"501\"")]
    [InlineData("decision list --outcome maybe", "\"maybe\" is not an outcome")]
    [InlineData("decision list --from monday", "\"monday\" is not a time")]
    [InlineData("review resolve d --text-file t", "Give either --approve or --decline")]
    [InlineData("review resolve d --text-file t --approve 1 --decline", "Give either --approve or --decline")]
    [InlineData("review resolve d --text-file t --approve 0.001", "--approve \"0.001\" is not an amount")]
    [InlineData("reassess resolve d --cause 3 --grounds x", "Give exactly one of --keep, --withdraw, --refer and --cut-to")]
    [InlineData("reassess resolve d --cause 3 --grounds x --keep --cut-to 5", "Give exactly one of --keep, --withdraw, --refer and --cut-to")]
    [InlineData("reassess affected --kind lost", "--kind \"lost\" is none of undrawn, open_loan, pending_review")]
    [InlineData("monitor run --product p --requested-by x --thing risk", "\"risk\" is not a thing: write id@version")]
    [InlineData("review confirm d", "Option '--text-file' is required")]
    [InlineData("review list --state lost", "\"lost\" is not a state")]
    [InlineData("review overrides --from now-1d", "Option '--before' is required")]
    [InlineData("replay", "Give one decision")]
    [InlineData("replay --all --decision d", "Give one decision")]
    [InlineData("replay --client c", "--client and --application go together")]
    [InlineData("replay --all --product p", "--all means every decision")]
    [InlineData("replay --all --form fast", "\"fast\" is not an evaluation form")]
    [InlineData("simulate", "Option '--file' is required")]
    [InlineData("simulate --file a.json --strategy s", "--strategy and --version go together")]
    [InlineData("simulate --file a.json --strategy s --version 1 --document d.yaml", "Give either --strategy and --version, or --document")]
    [InlineData("simulate --file a.json --reserved-fen 1 --recorded-exposure", "Give either --reserved-fen or --recorded-exposure")]
    [InlineData("score --input a.csv", "Option '--model' is required")]
    [InlineData("score --model m.json", "Option '--input' is required")]
    [InlineData("score --model m.json --input a.csv --one-based", "--one-based and --absent go with libsvm")]
    [InlineData("score --model m.json --input a.svm --no-header", "--no-header, --by-position and --delimiter go with csv and tsv")]
    [InlineData("score --model m.json --input a.csv --label-column 1", "--label-column goes with --no-header or --by-position")]
    [InlineData("score --model m.json --input a.csv --delimiter ::", "--delimiter \"::\" is not one character")]
    [InlineData("score --model m.json --input a.csv --format xlsx", "Argument 'xlsx' not recognized")]
    [InlineData("score --model m.scorecard.json --input a.csv --margin", "--margin goes with a model of another library without its card")]
    [InlineData("score --model m.scorecard.json --input a.csv --card c.card.yaml", "--card goes with the models of other libraries; a scorecard is its own card")]
    [InlineData("score --model m.json --input a.csv --no-header --label-column none", "--label-column \"none\" is not a number")]
    [InlineData("bench scoring --model m.json --input a.csv --rows 0", "--rows \"0\"")]
    [InlineData("model inspect", "Required argument missing")]
    [InlineData("cel", "Required command")]
    [InlineData("cel eval", "Option '--expr' is required")]
    [InlineData("cel conformance", "Required argument missing")]
    [InlineData("health --server nowhere", "\"nowhere\" is not an address")]
    public async Task A_wrong_command_line_is_told_on_stderr_with_exit_code_2(string line, string told)
    {
        CommandResult result = await CommandHost.RunBareAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains($"creditctl: {told}", result.Error);
    }

    [Fact]
    public async Task Help_is_no_error()
    {
        CommandResult result = await CommandHost.RunBareAsync("apply", "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("--mapping", result.Output);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_failure_and_no_crash()
    {
        CommandResult result = await CommandHost.RunBareAsync("apply", "--file", "no-such-file.json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"creditctl: no-such-file.json: there is no such file{Environment.NewLine}", result.Error);
    }
}
