using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Populations;

namespace CreditDecision.Modeling.Tests.Populations;

/// <summary>Applicants of the made-up population as feature vectors of the shipped catalog, with what became of them.</summary>
internal sealed class UnseenApplicants
{
    private readonly List<double[]> _vectors = [];
    private readonly List<bool> _isBad = [];

    /// <param name="outcome">The column that says true of the bad.</param>
    /// <param name="onlyRows">Columns that must say false, as in the documents that the models were trained by.</param>
    public UnseenApplicants(int count, long seed, string outcome, params string[] onlyRows)
    {
        using var stream = new MemoryStream();
        PopulationGenerator.Write(count, seed, PopulationGenerator.DefaultDay, stream, new Progress<int>());
        CsvTable table = Repository.Table(stream.ToArray(), "population.csv");
        Sha256 = table.Sha256;
        (FeatureDefinition Feature, CsvColumn Column)[] columns =
            [.. Repository.Catalog.Features.Where(feature => table.Find(feature.Name) is not null).Select(feature => (feature, table.Find(feature.Name)!))];
        for (int row = 0; row < table.Rows; row++)
        {
            if (onlyRows.Any(name => table.Find(name)!.TextAt(row) != "false")) continue;
            double[] vector = new double[Repository.Catalog.Features.Count];
            Array.Fill(vector, double.NaN);
            foreach ((FeatureDefinition feature, CsvColumn column) in columns) vector[feature.Slot] = ValueOf(feature, column, row);
            _vectors.Add(vector);
            _isBad.Add(table.Find(outcome)!.TextAt(row) == "true");
        }
    }

    /// <summary>Of the file that they came from.</summary>
    public string Sha256 { get; }

    public bool[] IsBad => [.. _isBad];

    public double[] Scores(IModel model) => [.. _vectors.Select(vector => model.Score(vector))];

    public double[] Probabilities(IModel model) => [.. Scores(model).Select(score => model.ProbabilityOf(score).Value)];

    private static double ValueOf(FeatureDefinition feature, CsvColumn column, int row) => (feature.Type, column.TextAt(row)) switch
    {
        (_, null) => double.NaN,
        (FeatureType.Flag, var text) => text == "true" ? 1 : 0,
        (FeatureType.Category, var text) => feature.CategoryIndex(text!),
        _ => column.Numbers[row],
    };
}
