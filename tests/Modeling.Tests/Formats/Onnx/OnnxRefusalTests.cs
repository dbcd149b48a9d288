using CreditDecision.Core.Documents;
using static CreditDecision.Modeling.Tests.Formats.Onnx.OnnxBytes;

namespace CreditDecision.Modeling.Tests.Formats.Onnx;

/// <summary>What is refused, where, and in which words.</summary>
public class OnnxRefusalTests
{
    private static readonly byte[] X = Input("X", 1, -1, 2);
    private static readonly byte[] Y = Output("Y");
    private static readonly byte[] Linear = Node("LinearRegressor", Learning, ["X"], ["Y"], Floats("coefficients", 1, 2), Floats("intercepts", 0));

    [Fact]
    public void The_smallest_sound_model_is_read() => Assert.Equal(8.5, OnnxModels.Predict(OnnxModels.Read(Model(X, Linear, Y)), [0.5, 4])[0]);

    [Theory]
    [InlineData("If", "", "operator If is not supported")]
    [InlineData("SVMClassifier", Learning, "operator ai.onnx.ml.SVMClassifier is not supported")]
    public void Another_operator_is_refused_by_name(string operation, string domain, string what) =>
        AssertRefused($"graph.node[0].{operation}", what, X, Node(operation, domain, ["X"], ["Y"]), Y);

    [Fact]
    public void An_operator_that_only_the_label_needs_is_not_read() =>
        OnnxModels.Read(Model(X, Linear, Node("StringNormalizer", "", ["X"], ["label"]), Y, Output("label", type: 8)));

    [Fact]
    public void A_graph_within_the_graph_is_refused() =>
        AssertRefused("graph.node[0].attribute[0].then_branch", "graph within the graph", X, Node("If", "", ["X"], ["Y"], Attribute("then_branch", 5, Message(6, []))), Y);

    [Fact]
    public void An_attribute_that_nobody_knows_is_refused() => AssertRefused(
        "graph.node[0].Scaler", "attribute clip is unknown", X, Node("Scaler", Learning, ["X"], ["Y"], Floats("offset", 1), Floats("scale", 1), Int("clip", 1)), Y);

    [Fact]
    public void An_attribute_of_another_type_is_refused() => AssertRefused(
        "graph.node[0].Scaler", "offset must be of type Singles", X, Node("Scaler", Learning, ["X"], ["Y"], Ints("offset", 1), Floats("scale", 1)), Y);

    [Theory]
    [InlineData(13, "external_data")]
    [InlineData(3, "segment")]
    public void Weights_outside_the_file_are_refused(int field, string name) => AssertRefused(
        $"graph.initializer[0].{name}", "is not supported", X, Linear, Y, Message(5, [.. Tensor(1, 2), .. Text(8, "w"), .. Message(field, [])]));

    [Theory]
    [InlineData(14, "quantization_annotation")]
    [InlineData(15, "sparse_initializer")]
    public void Sparse_and_quantised_tensors_are_refused(int field, string name) => AssertRefused($"graph.{name}", "is not supported", X, Linear, Y, Message(field, []));

    [Theory]
    [InlineData(20, "training_info")]
    [InlineData(25, "functions")]
    public void Training_steps_and_functions_are_refused(int field, string name) =>
        AssertRefused([.. Model(X, Linear, Y), .. Message(field, [])], $"model.{name}", "is not supported");

    [Fact]
    public void A_field_that_does_not_exist_yet_is_refused()
    {
        AssertRefused([.. Model(X, Linear, Y), .. Number(99, 1)], "model", "field 99 is unknown");
        AssertRefused("graph", "field 99 is unknown", X, Linear, Y, Number(99, 1));
    }

    [Fact]
    public void Versions_that_were_not_compared_are_refused()
    {
        AssertRefused([.. Number(1, 8), .. Message(7, [.. X, .. Linear, .. Y]), .. Opset(Learning, 6)], "model.opset_import", "version 6 of 'ai.onnx.ml'");
        AssertRefused([.. Number(1, 8), .. Message(7, [.. X, .. Linear, .. Y])], "graph.node[0].LinearRegressor", "whose version the model does not say");
    }

    [Fact]
    public void Nodes_in_a_circle_or_out_of_order_are_refused()
    {
        byte[] a = Node("Add", "", ["X", "b"], ["a"]), b = Node("Neg", "", ["a"], ["b"]);
        AssertRefused("graph.node[0].Add", "reads 'b', which no input and nothing before it makes", X, a, b, Node("Identity", "", ["b"], ["Y"]), Y);
        AssertRefused("graph.node[1].Neg", "makes 'X', which is made before", X, Node("Neg", "", ["X"], ["Y"]), Node("Neg", "", ["X"], ["X"]), Y);
        AssertRefused("graph.node[0].Gather", "('i') must be a constant", X, Node("Gather", "", ["X", "i"], ["Y"]), Y);
    }

    [Fact]
    public void Rows_must_stay_apart()
    {
        AssertRefused("graph.node[0].Concat", "axis 0 is not one of the dimensions after the rows", X, Node("Concat", "", ["X", "X"], ["Y"], Int("axis", 0)), Y);
        AssertRefused("graph.node[0].Reshape", "must keep the dimension of rows", X, Initializer("s", 1, -1, 1), Node("Reshape", "", ["X", "t"], ["Y"]), Initializer("t", -1, 1), Y);
    }

    [Fact]
    public void Inputs_must_say_their_columns()
    {
        AssertRefused("graph.input[0]", "must say how many columns", Input("X", 1, -1, -1), Linear, Y);
        AssertRefused("graph.input[0]", "must say how many columns", Input("X", 1, -1, 2147483648), Linear, Y);
        AssertRefused("graph.input[0]", "has elements of type 10", Input("X", 10, -1, 2), Linear, Y);
        AssertRefused("graph.input[0]", "must have one or two dimensions", Input("X", 1, -1, 2, 2), Linear, Y);
        AssertRefused("graph.input", "two columns named 'a0'", Input("a", 1, -1, 2), Input("a0", 1, -1, 1), Node("Concat", "", ["a", "a0"], ["Y"], Int("axis", 1)), Y);
    }

    [Fact]
    public void Of_several_scores_none_is_guessed() => AssertRefused(
        "graph.output", "has several of: Z, Y2, Y", X, Linear, Node("Sigmoid", "", ["X"], ["Z"]), Node("Exp", "", ["X"], ["Y2"]), Output("Z"), Output("Y2"), Y);

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
    {
        AssertRefused("graph.node[0].LinearRegressor", "3 coefficients for 2 columns", X, Node("LinearRegressor", Learning, ["X"], ["Y"], Floats("coefficients", 1, 2, 3), Floats("intercepts", 0)), Y);
        AssertRefused("graph.node[0].LinearRegressor", "0 intercepts for 2147483648 targets", X, Node("LinearRegressor", Learning, ["X"], ["Y"], Floats("coefficients", 1, 2), Int("targets", 1L << 31)), Y);
        AssertRefused("graph.node[0].Imputer", "3 values for 2 columns", X, Node("Imputer", Learning, ["X"], ["Y"], Floats("imputed_value_floats", 1, 2, 3), Attribute("replaced_value_float", 1, [0x15, 0, 0, 0, 0])), Y);
        AssertRefused("graph.node[0].LinearRegressor", "not finite", X, Node("LinearRegressor", Learning, ["X"], ["Y"], Floats("coefficients", 1, float.NaN), Floats("intercepts", 0)), Y);
    }

    private static void AssertRefused(string path, string what, params byte[][] graph) => AssertRefused(Model(graph), path, what);

    private static void AssertRefused(byte[] model, string path, string what)
    {
        DocumentError error = OnnxModels.Refusal(model);
        Assert.Equal(path, error.Path);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }
}
