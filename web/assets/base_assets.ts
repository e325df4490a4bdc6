/**
 * What the page needs whichever tab is opened first.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JPEG, JS } from "./content_types.ts";
import htmx from "htmx.org/dist/htmx.min.js" with { type: "text" };
import favicon from "./favicon.svg" with { type: "text" };
import baseCss from "./css/base.css" with { type: "text" };
import pageCss from "./css/page.css" with { type: "text" };
import partsCss from "./css/parts.css" with { type: "text" };
import answersJs from "./js/answers.js" with { type: "text" };
import answerErrorJs from "./js/answer_error.js" with { type: "text" };
import announceJs from "./js/announce.js" with { type: "text" };
import workerActivityJs from "./js/worker_activity.js" with { type: "text" };
import backoffJs from "./js/backoff.js" with { type: "text" };
import cameraJs from "./js/camera.js" with { type: "text" };
import cameraDeviceJs from "./js/camera_device.js" with { type: "text" };
import cameraResultsJs from "./js/camera_results.js" with { type: "text" };
import cameraSourceJs from "./js/camera_source.js" with { type: "text" };
import chooseFileJs from "./js/choose_file.js" with { type: "text" };
import codeButtonJs from "./js/code_button.js" with { type: "text" };
import copyJs from "./js/copy.js" with { type: "text" };
import dataStripJs from "./js/data_strip.js" with { type: "text" };
import domJs from "./js/dom.js" with { type: "text" };
import dropJs from "./js/drop.js" with { type: "text" };
import givenKindJs from "./js/given_kind.js" with { type: "text" };
import givenWordsJs from "./js/given_words.js" with { type: "text" };
import imageJs from "./js/image.js" with { type: "text" };
import fittingTabJs from "./js/fitting_tab.js" with { type: "text" };
import imageInputJs from "./js/image_input.js" with { type: "text" };
import jpegEncoderJs from "./js/jpeg_encoder.js" with { type: "text" };
import jpegWorkerJs from "./js/jpeg_worker.js" with { type: "text" };
import keyboardJs from "./js/keyboard.js" with { type: "text" };
import lazyTabJs from "./js/lazy_tab.js" with { type: "text" };
import limitsJs from "./js/limits.js" with { type: "text" };
import knownProcessorsJs from "./js/known_processors.js" with { type: "text" };
import liveMeterJs from "./js/live_meter.js" with { type: "text" };
import liveSocketJs from "./js/live_socket.js" with { type: "text" };
import paceJs from "./js/pace.js" with { type: "text" };
import pageJs from "./js/page.js" with { type: "text" };
import processorChoiceJs from "./js/processor_choice.js" with { type: "text" };
import progressJs from "./js/progress.js" with { type: "text" };
import proxyJs from "./js/proxy.js" with { type: "text" };
import rateJs from "./js/rate.js" with { type: "text" };
import resultCanvasJs from "./js/result_canvas.js" with { type: "text" };
import resultViewJs from "./js/result_view.js" with { type: "text" };
import remarkTextJs from "./js/remark_text.js" with { type: "text" };
import scaleDownJs from "./js/scale_down.js" with { type: "text" };
import scaleTextJs from "./js/scale_text.js" with { type: "text" };
import visibleFileJs from "./js/visible_file.js" with { type: "text" };
import serverTextJs from "./js/server_text.js" with { type: "text" };
import sessionJs from "./js/session.js" with { type: "text" };
import stageToolsJs from "./js/stage_tools.js" with { type: "text" };
import storageJs from "./js/storage.js" with { type: "text" };
import tabsJs from "./js/tabs.js" with { type: "text" };
import textJs from "./js/text.js" with { type: "text" };
import themeJs from "./js/theme.js" with { type: "text" };
import uploadJs from "./js/upload.js" with { type: "text" };
import urlJs from "./js/url.js" with { type: "text" };
import workersJs from "./js/workers.js" with { type: "text" };
import astronaut from "./examples/astronaut.jpg" with { type: "bytes" };
import astronautSmall from "./examples/astronaut_small.jpg" with { type: "bytes" };
import chelsea from "./examples/chelsea.jpg" with { type: "bytes" };
import chelseaSmall from "./examples/chelsea_small.jpg" with { type: "bytes" };
import coffee from "./examples/coffee.jpg" with { type: "bytes" };
import coffeeSmall from "./examples/coffee_small.jpg" with { type: "bytes" };
import rocket from "./examples/rocket.jpg" with { type: "bytes" };
import rocketSmall from "./examples/rocket_small.jpg" with { type: "bytes" };

/** The page's base. */
export const BASE_ASSETS: readonly Asset[] = [
  { path: "js/htmx.min.js", contentType: JS, body: htmx },
  { path: "favicon.svg", contentType: "image/svg+xml", body: favicon },
  { path: "css/base.css", contentType: CSS, body: baseCss },
  { path: "css/page.css", contentType: CSS, body: pageCss },
  { path: "css/parts.css", contentType: CSS, body: partsCss },
  { path: "js/answers.js", contentType: JS, body: answersJs },
  { path: "js/answer_error.js", contentType: JS, body: answerErrorJs },
  { path: "js/announce.js", contentType: JS, body: announceJs },
  { path: "js/worker_activity.js", contentType: JS, body: workerActivityJs },
  { path: "js/backoff.js", contentType: JS, body: backoffJs },
  { path: "js/camera.js", contentType: JS, body: cameraJs },
  { path: "js/camera_device.js", contentType: JS, body: cameraDeviceJs },
  { path: "js/camera_results.js", contentType: JS, body: cameraResultsJs },
  { path: "js/camera_source.js", contentType: JS, body: cameraSourceJs },
  { path: "js/choose_file.js", contentType: JS, body: chooseFileJs },
  { path: "js/code_button.js", contentType: JS, body: codeButtonJs },
  { path: "js/copy.js", contentType: JS, body: copyJs },
  { path: "js/data_strip.js", contentType: JS, body: dataStripJs },
  { path: "js/dom.js", contentType: JS, body: domJs },
  { path: "js/drop.js", contentType: JS, body: dropJs },
  { path: "js/given_kind.js", contentType: JS, body: givenKindJs },
  { path: "js/given_words.js", contentType: JS, body: givenWordsJs },
  { path: "js/image.js", contentType: JS, body: imageJs },
  { path: "js/fitting_tab.js", contentType: JS, body: fittingTabJs },
  { path: "js/image_input.js", contentType: JS, body: imageInputJs },
  { path: "js/jpeg_encoder.js", contentType: JS, body: jpegEncoderJs },
  { path: "js/jpeg_worker.js", contentType: JS, body: jpegWorkerJs },
  { path: "js/keyboard.js", contentType: JS, body: keyboardJs },
  { path: "js/lazy_tab.js", contentType: JS, body: lazyTabJs },
  { path: "js/limits.js", contentType: JS, body: limitsJs },
  { path: "js/live_meter.js", contentType: JS, body: liveMeterJs },
  { path: "js/live_socket.js", contentType: JS, body: liveSocketJs },
  { path: "js/pace.js", contentType: JS, body: paceJs },
  { path: "js/page.js", contentType: JS, body: pageJs },
  { path: "js/known_processors.js", contentType: JS, body: knownProcessorsJs },
  { path: "js/processor_choice.js", contentType: JS, body: processorChoiceJs },
  { path: "js/progress.js", contentType: JS, body: progressJs },
  { path: "js/proxy.js", contentType: JS, body: proxyJs },
  { path: "js/rate.js", contentType: JS, body: rateJs },
  { path: "js/result_canvas.js", contentType: JS, body: resultCanvasJs },
  { path: "js/result_view.js", contentType: JS, body: resultViewJs },
  { path: "js/remark_text.js", contentType: JS, body: remarkTextJs },
  { path: "js/visible_file.js", contentType: JS, body: visibleFileJs },
  { path: "js/scale_down.js", contentType: JS, body: scaleDownJs },
  { path: "js/scale_text.js", contentType: JS, body: scaleTextJs },
  { path: "js/server_text.js", contentType: JS, body: serverTextJs },
  { path: "js/session.js", contentType: JS, body: sessionJs },
  { path: "js/stage_tools.js", contentType: JS, body: stageToolsJs },
  { path: "js/storage.js", contentType: JS, body: storageJs },
  { path: "js/tabs.js", contentType: JS, body: tabsJs },
  { path: "js/text.js", contentType: JS, body: textJs },
  { path: "js/theme.js", contentType: JS, body: themeJs },
  { path: "js/upload.js", contentType: JS, body: uploadJs },
  { path: "js/url.js", contentType: JS, body: urlJs },
  { path: "js/workers.js", contentType: JS, body: workersJs },
  { path: "examples/astronaut.jpg", contentType: JPEG, body: astronaut },
  { path: "examples/astronaut_small.jpg", contentType: JPEG, body: astronautSmall },
  { path: "examples/chelsea.jpg", contentType: JPEG, body: chelsea },
  { path: "examples/chelsea_small.jpg", contentType: JPEG, body: chelseaSmall },
  { path: "examples/coffee.jpg", contentType: JPEG, body: coffee },
  { path: "examples/coffee_small.jpg", contentType: JPEG, body: coffeeSmall },
  { path: "examples/rocket.jpg", contentType: JPEG, body: rocket },
  { path: "examples/rocket_small.jpg", contentType: JPEG, body: rocketSmall },
];
