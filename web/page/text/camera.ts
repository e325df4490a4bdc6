/**
 * Words of the camera tab, and the reasons why a camera does not open.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the camera tab. */
export const CAMERA = inLanguages({
  en: {
    page: {
      cameraAlt: "What the camera sees",
      cameraTitle: "Show what a camera sees",
      cameraText: "Frames go to this server and its workers, nowhere else.",
      startCamera: "Start camera",
      stop: "Stop",
      pause: "Pause",
      reset: "Start counting again",
      device: "Camera",
      anyDevice: "Any camera",
      cameraSize: "Size",
    },
    live: {
      pause: "Pause",
      resume: "Go on",
      paused: "Paused",
      countReset: "Frame count is 0 again; data.mat is empty.",
      smallerCamera: "Use 1280 × 720",
      camera: "Camera {n}",
      cameraAgainTitle: "The camera is off",
      cameraStarting: "Starting the camera …",
      cameraAllow: "Allow the camera in the browser’s question.",
      cameraRefusedTitle: "The camera was refused",
      cameraRefused: {
        chrome:
          "Click the icon left of the address, set Camera to Allow, then start again. If it is allowed there, allow the browser in the system’s privacy settings.",
        firefox:
          "Click the crossed-out camera left of the address, remove the block, then start again. If there is none, allow the browser in the system’s privacy settings.",
        safari:
          "Choose Safari, Settings for this website, set Camera to Allow, then start again. If it is allowed there, allow Safari in the system’s privacy settings.",
        other: "Allow the camera for this address in the browser’s settings, then start again.",
      },
      cameraMissingTitle: "No camera was found",
      cameraMissing: "Plug one in, or switch it on, then start again.",
      cameraInUseTitle: "The camera is in use",
      cameraInUse: "Another program or tab holds it. Close that one, then start again.",
      cameraInsecureTitle: "This address is not secure enough for a camera",
      cameraInsecure: {
        chrome:
          "Browsers give the camera only to https pages and to localhost. Open {localhost} on the machine that runs the server, or start the server with TLS_CERT and TLS_KEY and open {https}.",
        firefox:
          "Browsers give the camera only to https pages and to localhost. Open {localhost} on the machine that runs the server, or start the server with TLS_CERT and TLS_KEY and open {https}.",
        safari:
          "Safari gives the camera only to https pages. Start the server with TLS_CERT and TLS_KEY and open {https}.",
        other:
          "Browsers give the camera only to https pages. Start the server with TLS_CERT and TLS_KEY and open {https}.",
      },
      cameraFailedTitle: "The camera could not be started",
      cameraLostTitle: "The camera has gone",
      cameraLost: "It was unplugged or switched off. Plug it in, then start again.",
    },
  },
  pt: {
    page: {
      cameraAlt: "O que a câmera vê",
      cameraTitle: "Mostre o que uma câmera vê",
      cameraText: "Os quadros vão para este servidor e os seus workers, e para mais ninguém.",
      startCamera: "Ligar a câmera",
      stop: "Parar",
      pause: "Pausar",
      reset: "Recomeçar a contagem",
      device: "Câmera",
      anyDevice: "Qualquer câmera",
      cameraSize: "Tamanho",
    },
    live: {
      pause: "Pausar",
      resume: "Continuar",
      paused: "Em pausa",
      countReset: "A contagem voltou a 0; data.mat está vazio.",
      smallerCamera: "Usar 1280 × 720",
      camera: "Câmera {n}",
      cameraAgainTitle: "A câmera está desligada",
      cameraStarting: "Ligando a câmera …",
      cameraAllow: "Permita a câmera na pergunta do navegador.",
      cameraRefusedTitle: "A câmera foi recusada",
      cameraRefused: {
        chrome:
          "Clique no ícone à esquerda do endereço, permita a câmera e ligue de novo. Se ali já está permitida, permita o navegador nas configurações de privacidade do sistema.",
        firefox:
          "Clique na câmera riscada à esquerda do endereço, remova o bloqueio e ligue de novo. Se não há nenhuma, permita o navegador nas configurações de privacidade do sistema.",
        safari:
          "Escolha Safari, Ajustes para este site, permita a câmera e ligue de novo. Se ali já está permitida, permita o Safari nos ajustes de privacidade do sistema.",
        other:
          "Permita a câmera para este endereço nas configurações do navegador e ligue de novo.",
      },
      cameraMissingTitle: "Nenhuma câmera foi encontrada",
      cameraMissing: "Conecte uma, ou ligue a que tem, e comece de novo.",
      cameraInUseTitle: "A câmera está em uso",
      cameraInUse: "Outro programa ou outra aba está com ela. Feche e ligue de novo.",
      cameraInsecureTitle: "Este endereço não é seguro o bastante para uma câmera",
      cameraInsecure: {
        chrome:
          "Os navegadores só dão a câmera a páginas https e a localhost. Abra {localhost} na máquina do servidor, ou inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
        firefox:
          "Os navegadores só dão a câmera a páginas https e a localhost. Abra {localhost} na máquina do servidor, ou inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
        safari:
          "O Safari só dá a câmera a páginas https. Inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
        other:
          "Os navegadores só dão a câmera a páginas https. Inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
      },
      cameraFailedTitle: "A câmera não pôde ser ligada",
      cameraLostTitle: "A câmera sumiu",
      cameraLost: "Foi desconectada ou desligada. Conecte-a e ligue de novo.",
    },
  },
  es: {
    page: {
      cameraAlt: "Lo que ve la cámara",
      cameraTitle: "Muestra lo que ve una cámara",
      cameraText: "Los fotogramas van a este servidor y a sus workers, a ningún otro sitio.",
      startCamera: "Encender la cámara",
      stop: "Parar",
      pause: "Pausar",
      reset: "Volver a contar",
      device: "Cámara",
      anyDevice: "Cualquier cámara",
      cameraSize: "Tamaño",
    },
    live: {
      pause: "Pausar",
      resume: "Seguir",
      paused: "En pausa",
      countReset: "La cuenta vuelve a 0; data.mat está vacío.",
      smallerCamera: "Usar 1280 × 720",
      camera: "Cámara {n}",
      cameraAgainTitle: "La cámara está apagada",
      cameraStarting: "Encendiendo la cámara …",
      cameraAllow: "Permite la cámara en la pregunta del navegador.",
      cameraRefusedTitle: "La cámara fue rechazada",
      cameraRefused: {
        chrome:
          "Haz clic en el icono a la izquierda de la dirección, permite la cámara y enciéndela de nuevo. Si allí ya está permitida, permite el navegador en los ajustes de privacidad del sistema.",
        firefox:
          "Haz clic en la cámara tachada a la izquierda de la dirección, quita el bloqueo y enciéndela de nuevo. Si no hay ninguna, permite el navegador en los ajustes de privacidad del sistema.",
        safari:
          "Elige Safari, Ajustes para este sitio web, permite la cámara y enciéndela de nuevo. Si allí ya está permitida, permite Safari en los ajustes de privacidad del sistema.",
        other:
          "Permite la cámara para esta dirección en los ajustes del navegador y enciéndela de nuevo.",
      },
      cameraMissingTitle: "No se encontró ninguna cámara",
      cameraMissing: "Conecta una, o enciende la que tienes, y empieza de nuevo.",
      cameraInUseTitle: "La cámara está en uso",
      cameraInUse: "La tiene otro programa u otra pestaña. Ciérralo y enciéndela de nuevo.",
      cameraInsecureTitle: "Esta dirección no es lo bastante segura para una cámara",
      cameraInsecure: {
        chrome:
          "Los navegadores solo dan la cámara a páginas https y a localhost. Abre {localhost} en la máquina del servidor, o inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
        firefox:
          "Los navegadores solo dan la cámara a páginas https y a localhost. Abre {localhost} en la máquina del servidor, o inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
        safari:
          "Safari solo da la cámara a páginas https. Inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
        other:
          "Los navegadores solo dan la cámara a páginas https. Inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
      },
      cameraFailedTitle: "No se pudo encender la cámara",
      cameraLostTitle: "La cámara ya no está",
      cameraLost: "Se desconectó o se apagó. Conéctala y enciéndela de nuevo.",
    },
  },
});
